%% N messages of one kind are sent to oneself, then one of another kind is received past them, then all the others
%% are taken out. Check: how many they were, and the sum of their numbers.
-module(bench_selective).
-export([run/1]).

run([N]) ->
    %% The list is kept so that the heap grows, as in bench_spawn_reply.
    Sent = [self() ! {junk, I} || I <- lists:seq(0, N - 1)],
    N = length(Sent),
    self() ! hit,
    receive hit -> ok end,
    {Count, Sum} = drain(0, 0),
    io_lib:format("~b ~b", [Count, Sum]).

drain(Count, Sum) ->
    receive {junk, I} -> drain(Count + 1, Sum + I)
    after 0 -> {Count, Sum}
    end.
