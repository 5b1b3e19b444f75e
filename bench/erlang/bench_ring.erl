%% A token goes round a ring of Size processes, Hops times received. Check: the sum of what each node counted.
-module(bench_ring).
-export([run/1]).

run([Size, Hops]) ->
    Main = self(),
    Next = lists:foldl(fun(_, To) -> spawn(fun() -> node(To, Main, 0) end) end, Main, lists:seq(2, Size)),
    Next ! {token, Hops - 1},
    Mine = close(Next, 0),
    Next ! {sum, Mine},
    receive {sum, Sum} -> integer_to_list(Sum) end.

%% The first process is a node of the ring too.
close(Next, Count) ->
    receive
        {token, 0} -> Count + 1;
        {token, N} -> Next ! {token, N - 1}, close(Next, Count + 1);
        done -> Count
    end.

node(Next, Main, Count) ->
    receive
        {token, 0} -> Main ! done, node(Next, Main, Count + 1);
        {token, N} -> Next ! {token, N - 1}, node(Next, Main, Count + 1);
        {sum, Sum} -> Next ! {sum, Sum + Count}
    end.
