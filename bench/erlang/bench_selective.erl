%% N messages of one kind are sent to oneself, then one of another kind is received past them, then all the others
%% are taken out. Check: how many they were, and the sum of their numbers.
-module(bench_selective).
-export([run/1]).

run([N]) ->
    junk(0, N),
    self() ! hit,
    receive hit -> ok end,
    {Count, Sum} = drain(0, 0),
    io_lib:format("~b ~b", [Count, Sum]).

junk(N, N) -> ok;
junk(I, N) -> self() ! {junk, I}, junk(I + 1, N).

drain(Count, Sum) ->
    receive {junk, I} -> drain(Count + 1, Sum + I)
    after 0 -> {Count, Sum}
    end.
