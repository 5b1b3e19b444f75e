%% Customers come to a barber; those who find the waiting room full go back and are sent again. Check: the haircuts, and
%% what the work of the barber and of the factory that makes the customers came to.
-module(bench_barber).
-export([run/1]).
-include("savina.hrl").

-define(SEED, 74755).

%% The factory.
run([Haircuts, Seats, Production, Cutting]) ->
    Chair = spawn(fun() -> barber(Cutting, ?SEED, 0, 0) end),
    Room = spawn(fun() -> room(Seats, Chair, queue:new(), 0, true) end),
    Work = produce(Haircuts, Room, Production, ?SEED, 0),
    serve(Haircuts, Room),
    Room ! exit,
    Chair ! {exit, self()},
    receive {cut, Cut, BarbersWork} -> io_lib:format("~b ~b ~b", [Cut, BarbersWork, Work]) end.

produce(0, _, _, _, Work) -> Work;
produce(Left, Room, Production, Last, Work) ->
    Factory = self(),
    Room ! {enter, spawn(fun() -> customer(Factory) end)},
    Random = ?draw(Last),
    produce(Left - 1, Room, Production, Random, Work + draw_last(Random, Random rem Production + 10)).

serve(0, _) -> ok;
serve(Left, Room) ->
    receive
        done -> serve(Left - 1, Room);
        {returned, Customer} -> Room ! {enter, Customer}, serve(Left, Room)
    end.

room(Seats, Chair, Waiting, Count, Asleep) ->
    receive
        {enter, Customer} when Count =:= Seats ->
            Customer ! full,
            room(Seats, Chair, Waiting, Count, Asleep);
        {enter, Customer} ->
            case Asleep of
                true -> self() ! next;
                false -> Customer ! wait
            end,
            room(Seats, Chair, queue:in(Customer, Waiting), Count + 1, false);
        next ->
            case queue:out(Waiting) of
                {{value, Customer}, Rest} ->
                    Chair ! {enter, Customer, self()},
                    room(Seats, Chair, Rest, Count - 1, Asleep);
                {empty, _} ->
                    Chair ! wait,
                    room(Seats, Chair, Waiting, 0, true)
            end;
        exit ->
            ok
    end.

barber(Cutting, Last, Cut, Work) ->
    receive
        {enter, Customer, Room} ->
            Customer ! start,
            Random = ?draw(Last),
            Done = draw_last(Random, Random rem Cutting + 10),
            Customer ! done,
            Room ! next,
            barber(Cutting, Random, Cut + 1, Work + Done);
        wait ->
            barber(Cutting, Last, Cut, Work);
        {exit, To} ->
            To ! {cut, Cut, Work}
    end.

customer(Factory) ->
    receive
        full -> Factory ! {returned, self()}, customer(Factory);
        done -> Factory ! done;
        _ -> customer(Factory)
    end.

draw_last(Last, 0) -> Last;
draw_last(Last, Turns) -> draw_last(?draw(Last), Turns - 1).
