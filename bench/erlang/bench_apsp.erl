%% The shortest paths between all nodes of a graph, after Floyd and Warshall: each process has a block of the table of
%% distances, and in each round sends it to those in its row and column. Check: the sum of all distances.
%%
%% A block takes only what belongs to its round. In Savina's program what a faster neighbour sends for the next one takes
%% the place of what is there.
-module(bench_apsp).
-export([run/1]).
-include("savina.hrl").

run([Nodes, Size, Heaviest]) ->
    Graph = graph(Nodes, Heaviest),
    Start = erlang:monotonic_time(nanosecond),
    Main = self(),
    Across = Nodes div Size,
    Ids = lists:seq(0, Across * Across - 1),
    Blocks = [begin
        Part = cut(Graph, Size, Across, Id),
        {Id, spawn(fun() -> block(Id, Nodes, Size, Part, Main) end)}
    end || Id <- Ids],
    [Pid ! {neighbours, [Other || {OtherId, Other} <- Blocks, OtherId =/= Id,
                         OtherId div Across =:= Id div Across orelse OtherId rem Across =:= Id rem Across]}
     || {Id, Pid} <- Blocks],
    [Pid ! start || {_, Pid} <- Blocks],
    Sum = lists:sum([receive {sum, N} -> N end || _ <- Ids]),
    {time, erlang:monotonic_time(nanosecond) - Start, integer_to_list(Sum)}.

%% A tuple of rows, which are tuples: weights of 1 to Heaviest, and nothing from a node to itself. Savina's seed.
graph(Nodes, Heaviest) ->
    Pairs = [{I, J} || I <- lists:seq(1, Nodes), J <- lists:seq(I + 1, Nodes)],
    {Edges, _} = lists:mapfoldl(fun(Pair, Last) ->
        Random = ?draw(Last),
        {{Pair, Random rem Heaviest + 1}, Random}
    end, Nodes, Pairs),
    Weights = maps:from_list(Edges),
    list_to_tuple([list_to_tuple([maps:get({min(I, J), max(I, J)}, Weights, 0) || J <- lists:seq(1, Nodes)])
                   || I <- lists:seq(1, Nodes)]).

cut(Graph, Size, Across, Id) ->
    Row = Id div Across * Size,
    Column = Id rem Across * Size,
    list_to_tuple([list_to_tuple([element(J, element(I, Graph)) || J <- lists:seq(Column + 1, Column + Size)])
                   || I <- lists:seq(Row + 1, Row + Size)]).

block(Id, Nodes, Size, Distances, Main) ->
    Neighbours = receive {neighbours, Pids} -> Pids end,
    receive start -> ok end,
    [Pid ! {result, -1, Id, Distances} || Pid <- Neighbours],
    rounds(0, Id, Nodes, Size, Neighbours, Distances, Main).

rounds(Nodes, _, Nodes, _, _, Distances, Main) ->
    Main ! {sum, lists:sum([lists:sum(tuple_to_list(Row)) || Row <- tuple_to_list(Distances)])};
rounds(K, Id, Nodes, Size, Neighbours, Distances, Main) ->
    Across = Nodes div Size,
    Through = K div Size,
    %% The blocks with column K beside this one, and with row K above or below it.
    Beside = Id div Across * Across + Through,
    Over = Through * Across + Id rem Across,
    {Left, Above} = collect(length(Neighbours), K - 1, Beside, Over, Distances, Distances),
    Shorter = shorter(Distances, Left, Above, Size, K rem Size + 1),
    [Pid ! {result, K, Id, Shorter} || Pid <- Neighbours],
    rounds(K + 1, Id, Nodes, Size, Neighbours, Shorter, Main).

collect(0, _, _, _, Left, Above) -> {Left, Above};
collect(Missing, Round, Beside, Over, Left, Above) ->
    receive
        {result, Round, Beside, Data} -> collect(Missing - 1, Round, Beside, Over, Data, Above);
        {result, Round, Over, Data} -> collect(Missing - 1, Round, Beside, Over, Left, Data);
        {result, Round, _, _} -> collect(Missing - 1, Round, Beside, Over, Left, Above)
    end.

%% The distances by way of node K, where that is shorter.
shorter(Distances, Left, Above, Size, K) ->
    Row = element(K, Above),
    list_to_tuple([list_to_tuple(shorter_row(1, Size, element(I, Distances), element(K, element(I, Left)), Row))
                   || I <- lists:seq(1, Size)]).

shorter_row(J, Size, _, _, _) when J > Size -> [];
shorter_row(J, Size, Distances, ToK, Row) ->
    Way = ToK + element(J, Row),
    case element(J, Distances) of
        Distance when Distance =< Way -> [Distance | shorter_row(J + 1, Size, Distances, ToK, Row)];
        _ -> [Way | shorter_row(J + 1, Size, Distances, ToK, Row)]
    end.
