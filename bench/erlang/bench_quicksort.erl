%% Numbers are sorted: a process hands what is less and what is greater than its pivot to two others, or sorts alone when
%% it has few. Check: how many numbers there are and their sum, and how many stand before a smaller one.
-module(bench_quicksort).
-export([run/1]).
-include("savina.hrl").

-define(SEED, 1024).

run([Count, Threshold]) ->
    Main = self(),
    spawn(fun() -> sorter(Main, root, Threshold) end) ! {sort, random_numbers(?SEED, Count)},
    Sorted = receive {sorted, root, Data} -> Data end,
    io_lib:format("~b ~b ~b", [length(Sorted), lists:sum(Sorted), wrong(Sorted, 0)]).

random_numbers(_, 0) -> [];
random_numbers(Last, Left) -> Random = ?draw(Last), [Random | random_numbers(Random, Left - 1)].

wrong([A | [B | _] = Rest], Wrong) when B < A -> wrong(Rest, Wrong + 1);
wrong([_ | Rest], Wrong) -> wrong(Rest, Wrong);
wrong([], Wrong) -> Wrong.

sorter(Parent, Side, Threshold) ->
    receive
        {sort, Data} ->
            Length = length(Data),
            Sorted =
                case Length < Threshold of
                    true -> quicksort(Length, Data);
                    false -> split(Length, Data, Threshold)
                end,
            Parent ! {sorted, Side, Sorted}
    end.

split(Length, Data, Threshold) ->
    Self = self(),
    Pivot = lists:nth(Length div 2 + 1, Data),
    spawn(fun() -> sorter(Self, left, Threshold) end) ! {sort, [X || X <- Data, X < Pivot]},
    spawn(fun() -> sorter(Self, right, Threshold) end) ! {sort, [X || X <- Data, X > Pivot]},
    Middle = [X || X <- Data, X =:= Pivot],
    Left = receive {sorted, left, L} -> L end,
    Right = receive {sorted, right, R} -> R end,
    Left ++ Middle ++ Right.

quicksort(Length, Data) when Length < 2 -> Data;
quicksort(Length, Data) ->
    Pivot = lists:nth(Length div 2 + 1, Data),
    Less = [X || X <- Data, X < Pivot],
    Greater = [X || X <- Data, X > Pivot],
    quicksort(length(Less), Less) ++ [X || X <- Data, X =:= Pivot] ++ quicksort(length(Greater), Greater).
