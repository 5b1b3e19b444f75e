%% A process bound to scheduler 1 sends N numbered messages to one bound to scheduler 2.
%% Check: how many came, how many of them out of order, and the schedulers that ran the two.
-module(bench_flood_cross).
-export([run/1]).

run([N]) ->
    Parent = self(),
    Sink = spawn_opt(fun() -> sink(0, 0) end, [{scheduler, 2}]),
    spawn_opt(fun() -> send(Sink, 0, N), Sink ! {stop, Parent, erlang:system_info(scheduler_id)} end,
              [{scheduler, 1}]),
    receive {flooded, Count, Disorder, Here, There} ->
        io_lib:format("~b ~b ~b ~b", [Count, Disorder, Here, There])
    end.

send(_, N, N) -> ok;
send(Sink, I, N) -> Sink ! I, send(Sink, I + 1, N).

sink(Count, Disorder) ->
    receive
        Count -> sink(Count + 1, Disorder);
        I when is_integer(I) -> sink(Count + 1, Disorder + 1);
        {stop, To, Here} -> To ! {flooded, Count, Disorder, Here, erlang:system_info(scheduler_id)}
    end.
