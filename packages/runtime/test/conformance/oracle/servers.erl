%% gen_server and what is around it. Every row's process traps exits.
-module(servers).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2, ackme/0, crashme/0]).
-import(oracle, [all/1]).

main() -> oracle:run(rows(), [{trap_exit, true}]).

init(X) -> X.
handle_call(x, _, S) -> {reply, y, S};
handle_call({to, T}, _, S) -> {reply, ok, S, T};
handle_call(hib, _, S) -> {reply, ok, S, hibernate};
handle_call(stop_noreply, _, S) -> {stop, shutdown, S}.
handle_cast(_, S) -> {noreply, S}.
handle_info(M, S) -> S ! {info, M}, {noreply, S}.

ackme() -> proc_lib:init_ack({ok, 42}).
crashme() -> error(zz).

rows() -> [
    {send_request, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),R=gen_server:send_request(P,x),gen_server:wait_response(R,1000)
    end},
    {send_request_dead, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),gen_server:stop(P),R=gen_server:send_request(P,x),{error,{E,_}}=gen_server:receive_response(R,1000),E
    end},
    {'call_timeout0?', fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),gen_server:call(P,{to,10}),all(40)
    end},
    {timeout_reset_by_call, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),gen_server:call(P,{to,30}),gen_server:call(P,x),all(80)
    end},
    {hibernate_state, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),gen_server:call(P,hib),timer:sleep(5),{_,C}=process_info(P,current_function),{C,gen_server:call(P,x)}
    end},
    {start_monitor, fun() ->
        {ok,{P,R}}=gen_server:start_monitor(?MODULE,{ok,self()},[]),exit(P,kill),receive {'DOWN',R,_,_,X}->X end
    end},
    {stop_call_shutdown, fun() ->
        {ok,P}=gen_server:start_link(?MODULE,{ok,self()},[]),R=(catch gen_server:call(P,stop_noreply)),{element(1,element(2,R)),[element(3,M)||M<-all(20)]}
    end},
    {call_killed, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),sys:suspend(P),S=self(),spawn(fun()->S!(catch gen_server:call(P,x)) end),timer:sleep(10),exit(P,kill),receive {'EXIT',{R,_}}->R end
    end},
    {call_to_nonode, fun() ->
        {'EXIT',{R,_}}=(catch gen_server:call({foo,'a@b'},x)),R
    end},
    {multi_call_missing, fun() ->
        gen_server:multi_call([node()],nosuch,x)
    end},
    {enter_loop_ok, fun() ->
        ok
    end},
    {gen_event_crash_removes, fun() ->
        {ok,E}=gen_event:start(),gen_event:add_handler(E,logger_h_none,[])
    end},
    {proc_lib_ack, fun() ->
        proc_lib:start(?MODULE,ackme,[])
    end},
    {proc_lib_crash_start, fun() ->
        {error,{R,_}}=proc_lib:start(?MODULE,crashme,[]),R
    end},
    {initial_call, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),{proc_lib:translate_initial_call(P),element(2,process_info(P,initial_call))}
    end},
    {sys_status, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,7},[]),{status,P,{module,M},_}=sys:get_status(P),M
    end},
    {sys_statistics, fun() ->
        {ok,P}=gen_server:start(?MODULE,{ok,self()},[]),sys:statistics(P,true),gen_server:call(P,x),{ok,L}=sys:statistics(P,get),[K||{K,_}<-L]
    end},
    {global, fun() ->
        {global:register_name(g1,self()),global:whereis_name(g1)=:=self(),global:register_name(g1,spawn(fun()->ok end)),global:unregister_name(g1)}
    end},
    {persistent_term, fun() ->
        persistent_term:put(k,1),{persistent_term:get(k),persistent_term:erase(k),catch element(1,element(2,catch persistent_term:get(k)))}
    end},
    {timer_mod, fun() ->
        {ok,R}=timer:send_interval(10,tick),timer:sleep(35),timer:cancel(R),length(all(30))
    end},
    {timer_tc, fun() ->
        {T,v}=timer:tc(fun()->v end),is_integer(T)
    end}
].
