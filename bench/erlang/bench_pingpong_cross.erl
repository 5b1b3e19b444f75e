%% Ping-pong between a process bound to scheduler 1 and one bound to scheduler 2. `{scheduler, N}` of spawn_opt is
%% what OTP's own tests bind processes with. Check: the pings counted and the schedulers that ran the two.
-module(bench_pingpong_cross).
-export([run/1]).

run([Rounds]) ->
    Parent = self(),
    Pong = spawn_opt(fun() -> pong(0) end, [{scheduler, 2}]),
    spawn_opt(fun() -> ping(Pong, Rounds), Pong ! {stop, self()},
                       receive {pings, Count, Where} -> Parent ! {Count, scheduler(), Where} end end,
              [{scheduler, 1}]),
    receive {Count, Here, There} -> io_lib:format("~b ~b ~b", [Count, Here, There]) end.

ping(_, 0) -> ok;
ping(Pong, N) ->
    Pong ! {ping, self()},
    receive pong -> ping(Pong, N - 1) end.

pong(Count) ->
    receive
        {ping, From} -> From ! pong, pong(Count + 1);
        {stop, From} -> From ! {pings, Count, scheduler()}
    end.

scheduler() -> erlang:system_info(scheduler_id).
