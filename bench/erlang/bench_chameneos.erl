%% Creatures meet pairwise in a mall, Meetings times. Check: the sum of the meetings that each counted (twice Meetings).
-module(bench_chameneos).
-export([run/1]).

run([Creatures, Meetings]) ->
    Main = self(),
    Mall = spawn(fun() -> mall(Meetings, Creatures) end),
    [spawn(fun() -> creature(Mall, Main, 0) end) || _ <- lists:seq(1, Creatures)],
    integer_to_list(lists:sum([receive {met, N} -> N end || _ <- lists:seq(1, Creatures)])).

mall(0, Creatures) -> close(Creatures);
mall(Left, Creatures) ->
    receive {meet, A} ->
        receive {meet, B} ->
            A ! {met, B},
            B ! {met, A},
            mall(Left - 1, Creatures)
        end
    end.

close(0) -> ok;
close(Left) -> receive {meet, A} -> A ! stop, close(Left - 1) end.

creature(Mall, Main, Count) ->
    Mall ! {meet, self()},
    receive
        {met, _} -> creature(Mall, Main, Count + 1);
        stop -> Main ! {met, Count}
    end.
