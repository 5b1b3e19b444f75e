%% Workers processes each send Pings pings to random others, one at a time, and answer the others' meanwhile.
%% Check: the sum of the pings that each answered.
-module(bench_big).
-export([run/1]).

run([Workers, Pings]) ->
    Parent = self(),
    Pids = [spawn(fun() -> receive {go, All} -> work(list_to_tuple(All), Pings, 0, Parent) end end)
            || _ <- lists:seq(1, Workers)],
    [Pid ! {go, Pids} || Pid <- Pids],
    [receive done -> ok end || _ <- Pids],
    [Pid ! stop || Pid <- Pids],
    integer_to_list(lists:sum([receive {answered, N} -> N end || _ <- Pids])).

work(_, 0, Answered, Parent) ->
    Parent ! done,
    serve(Answered, Parent);
work(All, Left, Answered, Parent) ->
    element(rand:uniform(tuple_size(All)), All) ! {ping, self()},
    await(All, Left, Answered, Parent).

await(All, Left, Answered, Parent) ->
    receive
        {ping, From} -> From ! pong, await(All, Left, Answered + 1, Parent);
        pong -> work(All, Left - 1, Answered, Parent)
    end.

serve(Answered, Parent) ->
    receive
        {ping, From} -> From ! pong, serve(Answered + 1, Parent);
        stop -> Parent ! {answered, Answered}
    end.
