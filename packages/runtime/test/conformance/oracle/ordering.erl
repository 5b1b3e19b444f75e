%% The order of signals and of timers. Every row's process traps exits.
-module(ordering).
-export([main/0]).
-import(oracle, [all/0, all/1, reason_of/1]).

main() -> oracle:run(rows(), [{trap_exit, true}]).

rows() -> signals() ++ names() ++ timers() ++ machine().

signals() -> [
    %% A receive for a fresh ref does not look at the messages that came before the ref was made: ten times the time at the most.
    {recv_mark_ratio, fun() ->
        P = spawn_link(fun echo/0),
        calls(P, 10000),
        {T1, _} = timer:tc(fun() -> calls(P, 10000) end),
        [self() ! {junk, I} || I <- lists:seq(1, 100000)],
        {T2, _} = timer:tc(fun() -> calls(P, 10000) end),
        T2 < 10 * T1
    end},
    {many_to_one_10s, fun() ->
        S = self(),
        R = spawn(fun() -> count(0) end),
        Ps = [spawn_monitor(fun() -> [R ! inc || _ <- lists:seq(1, 1000)] end) || _ <- lists:seq(1, 10)],
        [receive {'DOWN', M, _, _, _} -> ok end || {_, M} <- Ps],
        R ! {get, S},
        receive X when is_integer(X) -> X end
    end},
    {order_pairs_interleave_ok, fun() ->
        S = self(),
        [spawn(fun() -> [S ! {K, I} || I <- lists:seq(1, 2000)] end) || K <- [a, b, c]],
        L = [receive {K, I} -> {K, I} end || _ <- lists:seq(1, 6000)],
        [lists:sort(Q) =:= Q || K <- [a, b, c], Q <- [[I || {K1, I} <- L, K1 =:= K]]]
    end},
    {link_msg_then_exit_order, fun() ->
        S = self(),
        P = spawn(fun() ->
            process_flag(trap_exit, true),
            S ! ready,
            receive go -> ok end,
            S ! [case M of {'EXIT', _, R} -> R; O -> O end || M <- all(20)]
        end),
        receive ready -> ok end,
        P ! m1,
        exit(P, sig1),
        P ! m2,
        exit(P, sig2),
        P ! go,
        receive L -> L end
    end},
    {'exit_EXIT_before_DOWN?', fun() ->
        P = spawn_link(fun() -> receive x -> exit(q) end end),
        monitor(process, P),
        P ! x,
        [element(1, M) || M <- all()]
    end},
    {mon_then_link, fun() ->
        P = spawn(fun() -> receive x -> exit(q) end end),
        monitor(process, P),
        link(P),
        P ! x,
        [element(1, M) || M <- all()]
    end},
    {proc_lib_start_link_fail, fun() -> proc_lib:start_link(erlang, exit, [foo]) end}
].

names() -> [
    {whereis_alive_after_exit, fun() ->
        reason_of(fun() -> register(foo, self()) end),
        {'EXIT', {R, _}} = (catch (foo ! x)),
        {whereis(foo), R}
    end},
    {register_then_new_same_name, fun() ->
        reason_of(fun() -> register(foo, self()) end),
        register(foo, self()),
        unregister(foo)
    end},
    {process_info_list, fun() -> process_info(self(), [trap_exit, priority, links, registered_name]) end},
    {'init:stop pid1', fun() -> is_pid(whereis(init)) end}
].

timers() -> [
    {timer_order_same_ms, fun() ->
        [erlang:send_after(10, self(), I) || I <- lists:seq(1, 5)],
        [receive M -> M end || _ <- lists:seq(1, 5)]
    end},
    {timer_not_early, fun() ->
        Times = [
            begin
                T0 = erlang:monotonic_time(microsecond),
                receive after 5 -> ok end,
                erlang:monotonic_time(microsecond) - T0
            end
         || _ <- lists:seq(1, 50)
        ],
        lists:min(Times) >= 5000
    end}
].

machine() -> [
    {unique_mono, fun() ->
        A = erlang:unique_integer([monotonic]),
        B = erlang:unique_integer([monotonic]),
        A < B
    end},
    {proc_limit_error, fun() -> is_integer(erlang:system_info(process_limit)) end}
].

echo() ->
    receive {R, P} -> P ! {R, ok}, echo() end.

calls(_, 0) -> ok;
calls(P, N) ->
    R = monitor(process, P),
    P ! {R, self()},
    receive
        {R, ok} -> demonitor(R, [flush]);
        {'DOWN', R, _, _, X} -> exit(X)
    end,
    calls(P, N - 1).

count(C) ->
    receive
        inc -> count(C + 1);
        {get, S} -> S ! C
    end.
