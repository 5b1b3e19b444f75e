%% What a process pays for the messages that wait in its mailbox: it takes the oldest and gets a new one; it asks another
%% process and takes the answer past all of them. Check: the operations, and the messages that are left.
-module(bench_growth_mailbox).
-export([run/1]).

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
    {Oldest, Taken} = timed(Operations, fun() -> oldest(Operations, 0) end),
    {Call, Answered} = timed(Operations, fun() -> calls(Operations, Server, 0) end),
    {[Oldest, Call], Taken + Answered, drain(0)}.

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
