%% Producers and consumers, and a manager between them that holds what no consumer is free for, and makes the producers
%% wait while that is too much. Check: the items consumed, and the sum of what the consumers made of them, in thousands.
-module(bench_bndbuffer).
-export([run/1]).
-include("savina.hrl").

-record(manager, {consumers, most, free, free_count, pending, pending_count, held}).

run([Capacity, Producers, Consumers, Items, Cost]) ->
    Manager = self(),
    Free = [spawn(fun() -> consumer(Manager, Cost, 0, 0.0) end) || _ <- lists:seq(1, Consumers)],
    [spawn(fun() -> producer(Manager, Items, Cost, 0.0) end) ! produce || _ <- lists:seq(1, Producers)],
    manage(Producers, #manager{
        consumers = Consumers, most = Capacity - Producers,
        free = queue:from_list(Free), free_count = Consumers,
        pending = queue:new(), pending_count = 0, held = queue:new()
    }),
    [Pid ! exit || Pid <- Free],
    Results = [receive {consumed, Count, Result} -> {Count, Result} end || _ <- Free],
    io_lib:format("~b ~b", [
        lists:sum([Count || {Count, _} <- Results]),
        round(lists:sum([Result || {_, Result} <- Results]) / 1000)
    ]).

manage(0, #manager{free_count = All, consumers = All}) -> ok;
manage(Left, M) ->
    receive
        {item, _, Producer} = Item -> manage(Left, next(Producer, item(Item, M)));
        {available, Consumer} -> manage(Left, available(Consumer, M));
        exited -> manage(Left - 1, M)
    end.

item(Item, #manager{free_count = 0, pending = Pending, pending_count = Count} = M) ->
    M#manager{pending = queue:in(Item, Pending), pending_count = Count + 1};
item(Item, #manager{free = Free, free_count = Count} = M) ->
    {{value, Consumer}, Rest} = queue:out(Free),
    Consumer ! Item,
    M#manager{free = Rest, free_count = Count - 1}.

next(Producer, #manager{pending_count = Count, most = Most, held = Held} = M) when Count >= Most ->
    M#manager{held = queue:in(Producer, Held)};
next(Producer, M) ->
    Producer ! produce,
    M.

available(Consumer, #manager{pending_count = 0, free = Free, free_count = Count} = M) ->
    M#manager{free = queue:in(Consumer, Free), free_count = Count + 1};
available(Consumer, #manager{pending = Pending, pending_count = Count, held = Held} = M) ->
    {{value, Item}, Rest} = queue:out(Pending),
    Consumer ! Item,
    case queue:out(Held) of
        {{value, Producer}, StillHeld} ->
            Producer ! produce,
            M#manager{pending = Rest, pending_count = Count - 1, held = StillHeld};
        {empty, _} ->
            M#manager{pending = Rest, pending_count = Count - 1}
    end.

producer(Manager, 0, _, _) ->
    receive produce -> Manager ! exited end;
producer(Manager, Left, Cost, Last) ->
    receive produce -> ok end,
    Item = process_item(Cost * 100, Cost, Last),
    Manager ! {item, Item, self()},
    producer(Manager, Left - 1, Cost, Item).

consumer(Manager, Cost, Consumed, Result) ->
    receive
        {item, Item, _} ->
            Next = process_item(Cost * 100, Cost, Result + Item),
            Manager ! {available, self()},
            consumer(Manager, Cost, Consumed + 1, Next);
        exit ->
            Manager ! {consumed, Consumed, Result}
    end.

process_item(0, _, Result) -> Result;
process_item(Left, Last, Result) ->
    Random = ?draw(Last),
    process_item(Left - 1, Random, Result + math:log(1 / (Random + 1) + 0.01)).
