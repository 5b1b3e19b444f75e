%% How long an answer takes while others compute: a process is asked every millisecond, alone, beside 20 and 200 hogs, and
%% beside 200 with both sides of the question at priority high. Check: the right answers, and the hogs that were killed.
-module(bench_fairness).
-export([run/1]).

run([Few, Many, Questions, WarmUp]) ->
    Echo = spawn(fun echo/0),
    _ = [ask(Echo) || _ <- lists:seq(1, WarmUp)],
    exit(Echo, kill),
    Rows = [row(Hogs, Priority, Questions)
            || {Hogs, Priority} <- [{0, normal}, {Few, normal}, {Many, normal}, {Many, high}]],
    {figures, lists:append([[percentile(Times, 50), percentile(Times, 99)] || {Times, _} <- Rows]),
     io_lib:format("~b ~b", [lists:sum([length(Times) || {Times, _} <- Rows]), lists:sum([K || {_, K} <- Rows])])}.

row(Hogs, Priority, Questions) ->
    Monitored = [spawn_monitor(fun hog/0) || _ <- lists:seq(1, Hogs)],
    Hogs > 0 andalso timer:sleep(100),
    Previous = process_flag(priority, Priority),
    Echo = spawn_opt(fun echo/0, [{priority, Priority}]),
    Times = [begin Time = ask(Echo), timer:sleep(1), Time end || _ <- lists:seq(1, Questions)],
    process_flag(priority, Previous),
    exit(Echo, kill),
    [exit(Pid, kill) || {Pid, _} <- Monitored],
    {Times, length([receive {'DOWN', Ref, process, _, killed} -> killed end || {_, Ref} <- Monitored])}.

hog() -> hog().

echo() -> receive {ask, From, Question} -> From ! {answer, Question}, echo() end.

ask(Echo) ->
    Question = make_ref(),
    Start = erlang:monotonic_time(nanosecond),
    Echo ! {ask, self(), Question},
    receive {answer, Question} -> ok end,
    erlang:monotonic_time(nanosecond) - Start.

percentile(Times, Percent) ->
    lists:nth(max(1, length(Times) * Percent div 100), lists:sort(Times)).
