%% A tree grows: each node works a little and asks the root whether it may have children, until the tree is full. Then
%% every node does its work, from the root down, and ends, from the leaves up. Check: the nodes, those with children and
%% the urgent ones among them, and what their work came to.
%%
%% The root waits until all nodes have the children that it granted them. In Savina's program some end before they know.
-module(bench_uct).
-export([run/1]).
-include("savina.hrl").

-define(SEED, 2).
-define(ASKING_TURNS, 100).

-record(growth, {most, arity, average, deviation, urgent_percent, size = 1, random = ?SEED}).

run([Most, Average, Deviation, Arity, UrgentPercent]) ->
    New = #growth{
        most = Most, arity = Arity, average = Average, deviation = Deviation, urgent_percent = UrgentPercent
    },
    {Work, Growth} = next_normal(New),
    {Grant, Taken} = take(Work, -1, Growth),
    Children = grow(Grant, Arity, 2, self()),
    root(Taken, 2, 0),
    [Child ! traverse || Child <- Children],
    [Child ! 'end' || Child <- Children],
    {Nodes, Parents, Urgent, Sum} = count_all(Arity, {0, 0, 0, 0}),
    io_lib:format("~b ~b ~b ~b", [Nodes, Parents, Urgent, Sum]).

root(#growth{size = Size, arity = Arity, most = Most}, Height, 0) when Size + Arity > Most -> Height;
root(Growth, Height, Growing) ->
    receive
        {asks, Node, ItsHeight} ->
            case next_grant(Growth) of
                {no, Next} ->
                    root(Next, Height, Growing);
                {Grant, Next} ->
                    Node ! {children, Grant},
                    root(Next, max(Height, ItsHeight + 1), Growing + 1)
            end;
        grown ->
            root(Growth, Height, Growing - 1);
        granted ->
            root(Growth, Height, Growing)
    end.

next_grant(#growth{size = Size, arity = Arity, most = Most} = Growth) when Size + Arity > Most -> {no, Growth};
next_grant(#growth{random = Last} = Growth) ->
    Random = ?draw(Last),
    case Random < 32768 of
        true ->
            {no, Growth#growth{random = Random}};
        false ->
            {Work, After} = next_normal(Growth#growth{random = Random}),
            Percent = ?draw(After#growth.random),
            case Percent rem 100 =< After#growth.urgent_percent of
                true ->
                    Urgent = ?draw(Percent),
                    take(Work, Urgent rem After#growth.arity, After#growth{random = Urgent});
                false ->
                    take(Work, -1, After#growth{random = Percent})
            end
    end.

take(Work, Urgent, #growth{size = Size, arity = Arity} = Growth) ->
    {{Size, Work, Urgent}, Growth#growth{size = Size + Arity}}.

%% Twelve numbers make a normal one: their sum has a deviation of one.
next_normal(#growth{average = Average, deviation = Deviation, random = Last} = Growth) ->
    {Sum, Random} = sum_of(12, 0, Last),
    case Sum * Deviation div 65536 - 6 * Deviation + Average of
        Result when Result > 0 -> {Result, Growth#growth{random = Random}};
        _ -> next_normal(Growth#growth{random = Random})
    end.

sum_of(0, Sum, Last) -> {Sum, Last};
sum_of(Left, Sum, Last) -> Random = ?draw(Last), sum_of(Left - 1, Sum + Random, Random).

node(Parent, Root, Height, Id, Turns, IsUrgent, Arity, Children, Work) ->
    receive
        'try' ->
            Done = draw_last(Id, ?ASKING_TURNS),
            Root ! {asks, self(), Height},
            node(Parent, Root, Height, Id, Turns, IsUrgent, Arity, Children, Work + Done);
        {children, Grant} ->
            Parent ! granted,
            Grown = grow(Grant, Arity, Height + 1, Root),
            Root ! grown,
            node(Parent, Root, Height, Id, Turns, IsUrgent, Arity, Grown, Work);
        granted ->
            node(Parent, Root, Height, Id, Turns, IsUrgent, Arity, Children, Work);
        traverse ->
            Done = draw_last(Id, Turns),
            [Child ! traverse || Child <- Children],
            node(Parent, Root, Height, Id, Turns, IsUrgent, Arity, Children, Work + Done);
        'end' ->
            [Child ! 'end' || Child <- Children],
            {Nodes, Parents, Urgent, Below} = count_all(length(Children), {0, 0, 0, 0}),
            IsParent = case Children of [] -> 0; _ -> 1 end,
            Parent ! {counts, Nodes + 1, Parents + IsParent, Urgent + IsUrgent, Below + Work}
    end.

%% Starts the children of this process.
grow({First, Work, Urgent}, Arity, Height, Root) ->
    Self = self(),
    Children = [begin
        IsUrgent = case Index of Urgent -> 1; _ -> 0 end,
        spawn(fun() -> node(Self, Root, Height, First + Index, Work, IsUrgent, Arity, [], 0) end)
    end || Index <- lists:seq(0, Arity - 1)],
    [Child ! 'try' || Child <- Children],
    Children.

%% What the subtrees of the children count. What else still comes is of no use any more.
count_all(0, Sum) -> Sum;
count_all(Left, {Nodes, Parents, Urgent, Work} = Sum) ->
    receive
        {counts, N, P, U, W} -> count_all(Left - 1, {Nodes + N, Parents + P, Urgent + U, Work + W});
        _ -> count_all(Left, Sum)
    end.

draw_last(Last, 0) -> Last;
draw_last(Last, Turns) -> draw_last(?draw(Last), Turns - 1).
