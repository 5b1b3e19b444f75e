%% What operations cost beside N live processes that wait: a message of two others, spawning, a timer; starting the N; a
%% message to each of them in turn. What collecting the started ones costs belongs to their start. Check: the processes that
%% answered their last message, and the operations.
-module(bench_growth_processes).
-export([run/1]).

%% The operations are measured in so many turns, of which the middle one counts: one takes less time than a hiccup of a shared machine.
-define(TURNS, 9).

run([Few, More, Most, Operations]) ->
    Results = [beside(Count, Operations) || Count <- [Few, More, Most]],
    Ended = lists:sum([Count || {_, Count, _} <- Results]),
    Done = lists:sum([Count || {_, _, Count} <- Results]),
    {figures, lists:append([Figures || {Figures, _, _} <- Results]), io_lib:format("~b ~b", [Ended, Done])}.

beside(Count, Operations) ->
    %% A thousand are started in no time: again and again, so that there is something to measure.
    Rounds = max(1, Operations div (4 * Count)),
    {Starting, Alive} = start(Count, Rounds, 0),
    {Settling, _} = timed(Count, fun() -> erlang:garbage_collect() end),
    Some = Operations div ?TURNS,
    Turns = [turn(Some, Alive, lists:nthtail(Turn * Some rem Count, Alive)) || Turn <- lists:seq(0, ?TURNS - 1)],
    Times = [middle([element(1, lists:nth(Which, Turn)) || Turn <- Turns]) || Which <- lists:seq(1, length(hd(Turns)))],
    stop(Alive, Count),
    {[(Starting + Settling) / Rounds | Times], Rounds * Count, lists:sum([Done || Turn <- Turns, {_, Done} <- Turn])}.

%% Of each operation the time and how many there were; messages to each go on with Next.
turn(Operations, Alive, Next) ->
    Work = [
        fun() -> messages(Operations) end,
        fun() -> spawns(Operations, 0) end,
        fun() -> timers(Operations, 0) end,
        fun() -> questions(Operations, Next, Alive, 0) end
    ],
    [timed(Operations, Run) || Run <- Work].

middle(Times) -> lists:nth(length(Times) div 2 + 1, lists:sort(Times)).

%% The sum of the times of all rounds, and the processes of the last one.
start(Count, Rounds, Before) ->
    Parent = self(),
    {Time, Alive} = timed(Count, fun() ->
        Pids = [spawn(fun() -> Parent ! ready, waiting() end) || _ <- lists:seq(1, Count)],
        take(ready, Count),
        Pids
    end),
    case Rounds of
        1 -> {Before + Time, Alive};
        _ -> stop(Alive, Count), start(Count, Rounds - 1, Before + Time)
    end.

stop(Alive, Count) ->
    Parent = self(),
    [Pid ! {stop, Parent} || Pid <- Alive],
    take(stopped, Count).

timed(Operations, Run) ->
    Start = erlang:monotonic_time(nanosecond),
    Result = Run(),
    {(erlang:monotonic_time(nanosecond) - Start) / Operations, Result}.

waiting() ->
    receive
        {ask, From} -> From ! answer, waiting();
        {stop, From} -> From ! stopped
    end.

messages(Operations) ->
    Parent = self(),
    Other = spawn(fun() -> Parent ! ready, waiting() end),
    receive ready -> ok end,
    Done = questions(Operations div 2, [Other], [Other], 0),
    Other ! {stop, Parent},
    receive stopped -> ok end,
    2 * Done.

spawns(Operations, Operations) -> Operations;
spawns(Operations, Done) ->
    Parent = self(),
    spawn(fun() -> Parent ! here end),
    receive here -> spawns(Operations, Done + 1) end.

timers(Operations, Operations) -> Operations;
timers(Operations, Done) ->
    %% Started, and cancelled long before its time.
    Timer = erlang:send_after(600_000, self(), timer),
    Left = erlang:cancel_timer(Timer),
    true = is_integer(Left),
    timers(Operations, Done + 1).

questions(Operations, _, _, Operations) -> Operations;
questions(Operations, [], Alive, Done) -> questions(Operations, Alive, Alive, Done);
questions(Operations, [Pid | Rest], Alive, Done) ->
    Pid ! {ask, self()},
    receive answer -> questions(Operations, Rest, Alive, Done + 1) end.

take(_, 0) -> ok;
take(Message, N) -> receive Message -> take(Message, N - 1) end.
