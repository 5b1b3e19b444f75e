%% Workers read and write in a dictionary that one process keeps, one request after the other. The clock starts when the
%% dictionary is full. Check: the values that the workers were given, what the dictionary holds, the reads and writes
%% that it served, and the sum of their keys.
-module(bench_concdict).
-export([run/1]).
-include("savina.hrl").

run([Workers, Requests, WritePercent, Entries]) ->
    Parent = self(),
    Keeper = spawn(fun() -> dictionary(Entries, Parent) end),
    receive ready -> ok end,
    Start = erlang:monotonic_time(nanosecond),
    [spawn(fun() -> worker(Seed, Requests, WritePercent, Entries, Keeper, Parent, 0) end)
     || Seed <- lists:seq(Requests + WritePercent, Requests + WritePercent + Workers - 1)],
    Given = lists:sum([receive {given, N} -> N end || _ <- lists:seq(1, Workers)]),
    Keeper ! 'end',
    receive
        {served, Size, Reads, Writes, Keys} ->
            Time = erlang:monotonic_time(nanosecond) - Start,
            {time, Time, io_lib:format("~b ~b ~b ~b ~b", [Given, Size, Reads, Writes, Keys])}
    end.

dictionary(Entries, Parent) ->
    Values = maps:from_list([{Key, Key} || Key <- lists:seq(0, Entries - 1)]),
    Parent ! ready,
    serve(Values, 0, 0, 0, Parent).

serve(Values, Reads, Writes, Keys, Parent) ->
    receive
        {read, From, Key} ->
            From ! {result, maps:get(Key, Values, undefined)},
            serve(Values, Reads + 1, Writes, Keys + Key, Parent);
        {write, From, Key, Value} ->
            From ! {result, Value},
            serve(Values#{Key => Value}, Reads, Writes + 1, Keys + Key, Parent);
        'end' ->
            Parent ! {served, map_size(Values), Reads, Writes, Keys}
    end.

worker(_, 0, _, _, _, Parent, Given) -> Parent ! {given, Given};
worker(Last, Left, WritePercent, Entries, Keeper, Parent, Given) ->
    Percent = ?draw(Last),
    High = ?draw(Percent),
    Low = ?draw(High),
    Key = (High * 65536 + Low) rem Entries,
    Random =
        case Percent rem 100 < WritePercent of
            true ->
                Value = ?draw(Low),
                Keeper ! {write, self(), Key, Value},
                Value;
            false ->
                Keeper ! {read, self(), Key},
                Low
        end,
    receive
        {result, undefined} -> worker(Random, Left - 1, WritePercent, Entries, Keeper, Parent, Given);
        {result, _} -> worker(Random, Left - 1, WritePercent, Entries, Keeper, Parent, Given + 1)
    end.
