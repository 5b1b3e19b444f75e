%% N processes are spawned at once, each replies with its index. Check: the sum of the indices.
-module(bench_spawn_reply).
-export([run/1]).

run([N]) ->
    Parent = self(),
    %% The list of pids is kept: it lets the heap grow. Without it the heap stays at its smallest, is collected every few
    %% dozen spawns, and each collection walks the whole message queue (measured: fifty times slower).
    Pids = [spawn(fun() -> Parent ! I end) || I <- lists:seq(0, N - 1)],
    N = length(Pids),
    integer_to_list(sum(N, 0)).

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive I -> sum(N - 1, Sum + I) end.
