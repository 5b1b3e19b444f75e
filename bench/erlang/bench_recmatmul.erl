%% The product of two matrices by blocks: a block that is too big is cut into eight products of its quarters, which come
%% back to the master to be handed out; all products for one place go to the same worker, which adds them up. The clock
%% stops when all workers have stopped. Check: the products computed, and the cells that are right.
-module(bench_recmatmul).
-export([run/1]).

-record(work, {priority = 0, left_row, left_column, right_row, right_column, row, column, size}).

run([Length, Threshold, Count]) ->
    Matrices = matrices(Length),
    Start = erlang:monotonic_time(nanosecond),
    Master = self(),
    Workers = [spawn(fun() -> worker(Matrices, Threshold, Master, 0, #{}) end) || _ <- lists:seq(1, Count)],
    Whole = #work{
        left_row = 0, left_column = 0, right_row = 0, right_column = 0, row = 0, column = 0, size = Length
    },
    hd(Workers) ! Whole,
    hand_out(1, list_to_tuple(Workers)),
    [Pid ! stop || Pid <- Workers],
    Computed = lists:sum([receive {stopped, N} -> N end || _ <- Workers]),
    Time = erlang:monotonic_time(nanosecond) - Start,
    [Pid ! check || Pid <- Workers],
    Right = lists:sum([receive {right, N} -> N end || _ <- Workers]),
    {time, Time, io_lib:format("~b ~b", [Computed, Right])}.

%% Of all processes, and of all runs: persistent terms are not copied. Each a tuple of rows, which are tuples.
matrices(Length) ->
    Key = {?MODULE, Length},
    case persistent_term:get(Key, none) of
        none ->
            Indices = lists:seq(0, Length - 1),
            Left = list_to_tuple([list_to_tuple([float(Row) || _ <- Indices]) || Row <- Indices]),
            Right = list_to_tuple([list_to_tuple([float(Column) || Column <- Indices]) || _ <- Indices]),
            persistent_term:put(Key, {Length, Left, Right}),
            persistent_term:get(Key);
        Matrices ->
            Matrices
    end.

hand_out(0, _) -> ok;
hand_out(Working, Workers) ->
    receive
        done ->
            hand_out(Working - 1, Workers);
        #work{row = Row, column = Column} = Work ->
            element((Row + Column) rem tuple_size(Workers) + 1, Workers) ! Work,
            hand_out(Working + 1, Workers)
    end.

worker(Matrices, Threshold, Master, Computed, Blocks) ->
    receive
        #work{size = Size} = Work when Size * Size > Threshold ->
            divide(Work, Master),
            Master ! done,
            worker(Matrices, Threshold, Master, Computed, Blocks);
        #work{row = Row, column = Column, size = Size} = Work ->
            Place = {Row, Column},
            Block = maps:get(Place, Blocks, none),
            Product = multiply(Matrices, Work, case Block of none -> zeros(Size); _ -> Block end),
            Master ! done,
            worker(Matrices, Threshold, Master, Computed + 1, Blocks#{Place => Product});
        stop ->
            Master ! {stopped, Computed},
            receive check -> Master ! {right, right(Matrices, maps:to_list(Blocks))} end
    end.

%% Each quarter of the product is the sum of two products of quarters.
divide(#work{priority = Priority, size = Whole} = Work, Master) ->
    Size = Whole div 2,
    [Master ! #work{
        priority = Priority + 1,
        left_row = Work#work.left_row + Down, left_column = Work#work.left_column + Along,
        right_row = Work#work.right_row + Along, right_column = Work#work.right_column + Across,
        row = Work#work.row + Down, column = Work#work.column + Across, size = Size
    } || Down <- [0, Size], Across <- [0, Size], Along <- [0, Size]].

zeros(Size) -> lists:duplicate(Size, lists:duplicate(Size, 0.0)).

multiply({_, Left, Right}, #work{left_column = Along, right_row = Down, row = Row, column = Column, size = Size}, Block) ->
    rows(Row + 1, Column + 1, Along + 1, Down + 1, Size, Left, Right, Block).

rows(_, _, _, _, _, _, _, []) -> [];
rows(Row, Column, Along, Down, Size, Left, Right, [Cells | Rest]) ->
    [cells(Column, element(Row, Left), Along, Down, Size, Right, Cells)
     | rows(Row + 1, Column, Along, Down, Size, Left, Right, Rest)].

cells(_, _, _, _, _, _, []) -> [];
cells(Column, Row, Along, Down, Size, Right, [Cell | Rest]) ->
    [cell(Along, Down, Size, Column, Row, Right, Cell) | cells(Column + 1, Row, Along, Down, Size, Right, Rest)].

cell(_, _, 0, _, _, _, Cell) -> Cell;
cell(Along, Down, Left, Column, Row, Right, Cell) ->
    Sum = Cell + element(Along, Row) * element(Column, element(Down, Right)),
    cell(Along + 1, Down + 1, Left - 1, Column, Row, Right, Sum).

right({Length, _, _}, Blocks) ->
    lists:sum([right_cells(Length, Row, Column, Block) || {{Row, Column}, Block} <- Blocks]).

right_cells(Length, Top, Left, Block) ->
    Rows = lists:zip(lists:seq(Top, Top + length(Block) - 1), Block),
    length([right || {Row, Cells} <- Rows,
                     {Column, Cell} <- lists:zip(lists:seq(Left, Left + length(Block) - 1), Cells),
                     Cell == Length * Row * Column]).
