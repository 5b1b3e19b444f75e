%% One client calls a server, one call after the other. Check: the calls that the server counted.
-module(bench_call).
-behaviour(gen_server).
-export([run/1, init/1, handle_call/3, handle_cast/2]).

run([Calls]) ->
    {ok, Server} = gen_server:start(?MODULE, 0, []),
    call(Server, Calls),
    Count = gen_server:call(Server, get),
    gen_server:stop(Server),
    integer_to_list(Count).

call(_, 0) -> ok;
call(Server, N) ->
    ok = gen_server:call(Server, count),
    call(Server, N - 1).

init(Count) -> {ok, Count}.

handle_call(count, _, Count) -> {reply, ok, Count + 1};
handle_call(get, _, Count) -> {reply, Count, Count}.

handle_cast(_, Count) -> {noreply, Count}.
