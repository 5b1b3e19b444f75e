%% N processes are spawned at once, each replies with its index. Check: the sum of the indices.
-module(bench_spawn_reply).
-export([run/1]).

run([N]) ->
    Parent = self(),
    spawn_all(Parent, 0, N),
    integer_to_list(sum(N, 0)).

spawn_all(_, N, N) -> ok;
spawn_all(Parent, I, N) -> spawn(fun() -> Parent ! I end), spawn_all(Parent, I + 1, N).

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive I -> sum(N - 1, Sum + I) end.
