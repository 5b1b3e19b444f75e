%% fib(N), a process a call, as in Savina. Check: the value.
-module(bench_fib_processes).
-export([run/1]).

run([N]) ->
    Parent = self(),
    spawn(fun() -> fib(N, Parent) end),
    receive Value -> integer_to_list(Value) end.

fib(N, Parent) when N < 3 -> Parent ! 1;
fib(N, Parent) ->
    Self = self(),
    spawn(fun() -> fib(N - 1, Self) end),
    spawn(fun() -> fib(N - 2, Self) end),
    A = receive X -> X end,
    B = receive Y -> Y end,
    Parent ! A + B.
