%% What a process pays for the messages that wait in its mailbox: it takes the oldest and gets a new one; it asks another
%% process and takes the answer past all of them. Check: the operations, and the messages that are left.
-module(bench_growth_mailbox).
-export([run/1]).

%% The operations are measured in so many turns, of which the middle one counts: one takes less time than a hiccup of a shared machine.
-define(TURNS, 9).

run([Few, More, Most, Operations]) ->
    Server = spawn(fun echo/0),
    Results = [with(Count, Operations, Server) || Count <- [Few, More, Most]],
    Server ! stop,
    Figures = lists:append([Times || {Times, _, _} <- Results]),
    Done = lists:sum([Count || {_, Count, _} <- Results]),
    Left = lists:sum([Count || {_, _, Count} <- Results]),
    {figures, Figures, io_lib:format("~b ~b", [Done, Left])}.

with(Count, Operations, Server) ->
    [self() ! {waiting, Index} || Index <- lists:seq(1, Count)],
    Some = Operations div ?TURNS,
    {Oldest, Taken} = turns(Some, fun() -> oldest(Some, 0) end),
    {Call, Answered} = turns(Some, fun() -> calls(Some, Server, 0) end),
    {[Oldest, Call], Taken + Answered, drain(0)}.

turns(Operations, Run) ->
    Turns = [timed(Operations, Run) || _ <- lists:seq(1, ?TURNS)],
    {lists:nth(?TURNS div 2 + 1, lists:sort([Time || {Time, _} <- Turns])), lists:sum([Done || {_, Done} <- Turns])}.

timed(Operations, Run) ->
    Start = erlang:monotonic_time(nanosecond),
    Result = Run(),
    {(erlang:monotonic_time(nanosecond) - Start) / Operations, Result}.

oldest(Operations, Operations) -> Operations;
oldest(Operations, Done) ->
    receive Message -> self() ! Message end,
    oldest(Operations, Done + 1).

calls(Operations, _, Operations) -> Operations;
calls(Operations, Server, Done) ->
    Ref = make_ref(),
    Server ! {ask, self(), Ref},
    receive {answer, Ref} -> calls(Operations, Server, Done + 1) end.

echo() ->
    receive
        {ask, From, Ref} -> From ! {answer, Ref}, echo();
        stop -> ok
    end.

drain(Count) ->
    receive _ -> drain(Count + 1)
    after 0 -> Count
    end.
