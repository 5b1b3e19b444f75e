%% N timers of 0 ms to oneself, each with its index. Check: the sum of the indices.
-module(bench_timers).
-export([run/1]).

run([N]) ->
    start(0, N),
    integer_to_list(sum(N, 0)).

start(N, N) -> ok;
start(I, N) -> erlang:send_after(0, self(), I), start(I + 1, N).

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive I -> sum(N - 1, Sum + I) end.
