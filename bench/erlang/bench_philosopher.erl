%% Philosophers at a round table ask an arbitrator for both their forks, and ask again when it denies them. Check: the
%% meals that the arbitrator counted (a fork given twice is none), and those that the philosophers counted.
-module(bench_philosopher).
-export([run/1]).

run([Philosophers, Rounds]) ->
    Arbitrator = self(),
    Pids = [spawn(fun() -> philosopher(Id, Rounds, Arbitrator, 0) end) || Id <- lists:seq(1, Philosophers)],
    [Pid ! start || Pid <- Pids],
    arbitrate(Philosophers, erlang:make_tuple(Philosophers, false), 0, 0).

arbitrate(0, _, Meals, Counted) -> io_lib:format("~b ~b", [Meals, Counted]);
arbitrate(Left, Taken, Meals, Counted) ->
    receive
        {hungry, Pid, Id} ->
            Right = Id rem tuple_size(Taken) + 1,
            case element(Id, Taken) orelse element(Right, Taken) of
                true ->
                    Pid ! denied,
                    arbitrate(Left, Taken, Meals, Counted);
                false ->
                    Pid ! eat,
                    arbitrate(Left, setelement(Right, setelement(Id, Taken, true), true), Meals, Counted)
            end;
        {done, Id} ->
            Right = Id rem tuple_size(Taken) + 1,
            Meal = case element(Id, Taken) andalso element(Right, Taken) of true -> 1; false -> 0 end,
            arbitrate(Left, setelement(Right, setelement(Id, Taken, false), false), Meals + Meal, Counted);
        {exit, Eaten} ->
            arbitrate(Left - 1, Taken, Meals, Counted + Eaten)
    end.

philosopher(_, Rounds, Arbitrator, Rounds) -> Arbitrator ! {exit, Rounds};
philosopher(Id, Rounds, Arbitrator, Meals) ->
    receive
        eat ->
            Arbitrator ! {done, Id},
            Meals + 1 < Rounds andalso (self() ! start),
            philosopher(Id, Rounds, Arbitrator, Meals + 1);
        _ ->
            Arbitrator ! {hungry, self(), Id},
            philosopher(Id, Rounds, Arbitrator, Meals)
    end.
