%% Serves the harness over stdin and stdout: a line `run WORKLOAD SIZE ...` is answered by one line
%% `@bench {"value":NANOSECONDS,"check":"TEXT"}` or `@bench {"error":"TEXT"}`; end of input ends the node.
%% Each workload is a module bench_WORKLOAD with run(Sizes) -> Check, or {bytes, Bytes, Check} when what it
%% measures is not its own time, {time, Nanoseconds, Check} when it is only a part of that, or
%% {figures, [Nanoseconds], Check} when it is several values. Every run gets a fresh process, so that no heap or mailbox is inherited.
-module(bench_driver).
-export([start/0]).

%% Started by `erl -s`, which runs it in the init process: that one must stay free.
start() ->
    spawn(fun() ->
        ok = io:setopts([binary]),
        answer("{\"ready\":true}"),
        loop()
    end).

loop() ->
    case io:get_line("") of
        Line when is_binary(Line) ->
            [<<"run">>, Workload | Sizes] = string:lexemes(Line, " \r\n"),
            answer(run(module(Workload), [binary_to_integer(Size) || Size <- Sizes])),
            loop();
        _ ->
            halt(0)
    end.

module(Workload) ->
    binary_to_atom(iolist_to_binary(["bench_", string:replace(Workload, "-", "_", all)])).

run(Module, Sizes) ->
    %% Loaded before the clock starts; a module that is missing shows as `undef` of its run/1.
    _ = code:ensure_loaded(Module),
    {Pid, Ref} = spawn_monitor(fun() -> exit({measured, measure(Module, Sizes)}) end),
    receive
        {'DOWN', Ref, process, Pid, {measured, {Value, Figures, Check}}} ->
            io_lib:format("{\"value\":~b,\"figures\":~w,\"check\":\"~s\"}", [Value, Figures, Check]);
        {'DOWN', Ref, process, Pid, Reason} ->
            io_lib:format("{\"error\":\"~s\"}", [escape(io_lib:format("~0p", [Reason]))])
    end.

measure(Module, Sizes) ->
    Start = erlang:monotonic_time(nanosecond),
    Result = Module:run(Sizes),
    Time = erlang:monotonic_time(nanosecond) - Start,
    case Result of
        {bytes, Bytes, Check} -> {Bytes, [], Check};
        {time, Nanoseconds, Check} -> {Nanoseconds, [], Check};
        {figures, Figures, Check} -> {Time, Figures, Check};
        Check -> {Time, [], Check}
    end.

escape(Text) ->
    [case C of $" -> "\\\""; $\\ -> "\\\\"; _ when C < 32 -> " "; _ -> C end || C <- lists:flatten(Text)].

answer(Json) ->
    io:put_chars(["@bench ", Json, "\n"]).
