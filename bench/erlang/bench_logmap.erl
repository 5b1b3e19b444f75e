%% Workers each go through a series of the logistic map, whose next term another process computes; they are told all at
%% once how many terms to go on, so that each waits for its answers past thousands of messages. Check: the sum of the
%% last terms, in billionths.
-module(bench_logmap).
-export([run/1]).

-define(START_RATE, 3.46).
-define(INCREMENT, 0.0025).

run([Terms, Series]) ->
    Master = self(),
    Started = [begin
        Computer = spawn(fun() -> computer(?START_RATE + Index * ?INCREMENT) end),
        %% Off the heap, or each collection goes through all that waits: 30 us a term instead of 2.
        {Computer, spawn_opt(fun() -> worker(Index * ?INCREMENT, Computer, Master) end, [{message_queue_data, off_heap}])}
    end || Index <- lists:seq(0, Series - 1)],
    {Computers, Workers} = lists:unzip(Started),
    [Pid ! next || _ <- lists:seq(1, Terms), Pid <- Workers],
    [Pid ! get || Pid <- Workers],
    Sum = lists:sum([receive {term, Term} -> round(Term * 1.0e9) end || _ <- Workers]),
    [Pid ! stop || Pid <- Computers],
    [Pid ! stop || Pid <- Workers],
    integer_to_list(Sum).

worker(Term, Computer, Master) ->
    receive
        next ->
            Ref = make_ref(),
            Computer ! {compute, Ref, self(), Term},
            receive {result, Ref, Next} -> worker(Next, Computer, Master) end;
        get ->
            Master ! {term, Term},
            worker(Term, Computer, Master);
        stop ->
            ok
    end.

computer(Rate) ->
    receive
        {compute, Ref, From, Term} ->
            From ! {result, Ref, Rate * Term * (1 - Term)},
            computer(Rate);
        stop ->
            ok
    end.
