%% N timers of 0 ms to oneself, each with its index. Check: the sum of the indices.
-module(bench_timers).
-export([run/1]).

run([N]) ->
    %% The list is kept so that the heap grows, as in bench_spawn_reply.
    Refs = [erlang:send_after(0, self(), I) || I <- lists:seq(0, N - 1)],
    N = length(Refs),
    integer_to_list(sum(N, 0)).

sum(0, Sum) -> Sum;
sum(N, Sum) -> receive I -> sum(N - 1, Sum + I) end.
