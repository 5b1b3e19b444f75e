%% Two processes, Rounds round trips. Check: the pings that the other side counted.
-module(bench_pingpong).
-export([run/1]).

run([Rounds]) ->
    Pong = spawn(fun() -> pong(0) end),
    ping(Pong, Rounds),
    Pong ! {stop, self()},
    receive {pings, Count} -> integer_to_list(Count) end.

ping(_, 0) -> ok;
ping(Pong, N) ->
    Pong ! {ping, self()},
    receive pong -> ping(Pong, N - 1) end.

pong(Count) ->
    receive
        {ping, From} -> From ! pong, pong(Count + 1);
        {stop, From} -> From ! {pings, Count}
    end.
