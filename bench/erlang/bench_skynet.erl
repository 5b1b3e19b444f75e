%% A tree of processes, ten children each, Leaves leaves; each leaf sends its number up. Check: the sum at the root.
-module(bench_skynet).
-export([run/1]).

run([Leaves]) ->
    Parent = self(),
    spawn(fun() -> node(0, Leaves, Parent) end),
    receive Sum -> integer_to_list(Sum) end.

node(Number, 1, Parent) -> Parent ! Number;
node(Number, Size, Parent) ->
    Self = self(),
    Part = Size div 10,
    children(Number, Part, Self, 10),
    Parent ! sum(10, 0).

children(_, _, _, 0) -> ok;
children(Number, Part, Self, N) ->
    spawn(fun() -> node(Number, Part, Self) end),
    children(Number + Part, Part, Self, N - 1).

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive X -> sum(N - 1, Sum + X) end.
