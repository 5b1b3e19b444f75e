%% Priorities, gen_statem, tables and the like. Every row's process traps exits.
-module(scheduling).
-behaviour(gen_statem).
-export([main/0, callback_mode/0, init/1, handle_event/4, terminate/3]).
-import(oracle, [all/0]).

main() -> oracle:run(rows(), [{trap_exit, true}]).

rows() -> priorities() ++ statem() ++ tables() ++ machine().

priorities() -> [
    %% Eight turns of normal to one of low.
    {low_vs_normal_1sched, fun() ->
        on_one_scheduler(fun() ->
            Normal = [spawn_opt(fun busy/0, [{priority, normal}]) || _ <- [1, 2]],
            Low = [spawn_opt(fun busy/0, [{priority, low}]) || _ <- [1, 2]],
            timer:sleep(500),
            [erlang:suspend_process(P) || P <- Normal ++ Low],
            Ratio = reductions(Normal) / reductions(Low),
            [exit(P, kill) || P <- Normal ++ Low],
            Ratio > 7.5 andalso Ratio < 8.5
        end)
    end},
    %% Who runs first of four that can run.
    {prio_order, fun() ->
        on_one_scheduler(fun() ->
            S = self(),
            Ps = [spawn_opt(fun() -> receive go -> S ! P end end, [{priority, P}]) || P <- [low, normal, high, max]],
            [P ! go || P <- Ps],
            all()
        end)
    end},
    {fifo_fair, fun() ->
        on_one_scheduler(fun() ->
            S = self(),
            [spawn(fun() -> S ! I end) || I <- lists:seq(1, 5)],
            all()
        end)
    end},
    %% Progress of a normal process beside a busy one of high priority.
    {high_starves_1sched, fun() ->
        on_one_scheduler(fun() ->
            Normal = spawn_opt(fun busy/0, [{priority, normal}]),
            timer:sleep(20),
            A = reductions([Normal]),
            High = spawn_opt(fun busy/0, [{priority, high}]),
            timer:sleep(100),
            B = reductions([Normal]),
            C = reductions([High]),
            [exit(P, kill) || P <- [Normal, High]],
            {B - A, C > 0}
        end)
    end}
].

statem() -> [
    {statem_enter_postpone, fun() ->
        P = start(),
        [gen_statem:cast(P, Event) || Event <- [post, other, {go, s2}]],
        all()
    end},
    {statem_same_state_no_enter, fun() ->
        P = start(),
        [gen_statem:cast(P, Event) || Event <- [same, repeat]],
        all()
    end},
    {statem_state_timeout_cancel, fun() ->
        P = start(),
        [gen_statem:cast(P, Event) || Event <- [{keep, [{state_timeout, 30, st}]}, {go, s2}]],
        all()
    end},
    {statem_state_timeout_fires, fun() ->
        gen_statem:cast(start(), {keep, [{state_timeout, 20, st}]}),
        all()
    end},
    {statem_event_timeout_cancel, fun() ->
        P = start(),
        gen_statem:cast(P, {keep, [{timeout, 20, et}]}),
        P ! x,
        all()
    end},
    {statem_generic_to_survives, fun() ->
        P = start(),
        [gen_statem:cast(P, Event) || Event <- [{keep, [{{timeout, n}, 20, gt}]}, {go, s3}]],
        all()
    end},
    {statem_next_event_first, fun() ->
        P = start(),
        sys:suspend(P),
        gen_statem:cast(P, {keep, [{next_event, internal, a}, {next_event, internal, b}]}),
        gen_statem:cast(P, later),
        sys:resume(P),
        all()
    end},
    {statem_requests, fun() ->
        Asked = lists:foldl(fun(L, C) -> gen_statem:send_request(start(), {ask, L}, L, C) end, gen_statem:reqids_new(), [p, q]),
        {{reply, A}, LA, One} = gen_statem:receive_response(Asked, infinity, true),
        {{reply, B}, LB, None} = gen_statem:receive_response(One, infinity, true),
        {lists:sort([{LA, A}, {LB, B}]), gen_statem:receive_response(None, 0, true)}
    end},
    {statem_hibernate_after, fun() ->
        {ok, P} = gen_statem:start(?MODULE, self(), [{hibernate_after, 1}]),
        timer:sleep(50),
        {current_function, Asleep} = process_info(P, current_function),
        gen_statem:cast(P, other),
        {Asleep, all()}
    end}
].

tables() -> [
    {ets_owner_dies, fun() ->
        oracle:reason_of(fun() -> ets:new(tt, [named_table, public]) end),
        {ets:info(tt), ets:whereis(tt)}
    end},
    {ets_heir, fun() ->
        S = self(),
        spawn(fun() -> ets:new(tt, [named_table, {heir, S, hd}]), ets:insert(tt, {a, 1}) end),
        M = all(),
        {[{element(1, X), element(2, X), element(4, X)} || X <- M], ets:lookup(tt, a), ets:delete(tt)}
    end},
    {ets_protected_write_other, fun() ->
        T = ets:new(x, [protected]),
        S = self(),
        spawn(fun() -> S ! (catch ets:insert(T, {a, 1})) end),
        receive {'EXIT', {R, _}} -> R end
    end},
    {'ets_ordered_1_vs_1.0', fun() ->
        A = ets:new(a, [set]),
        B = ets:new(b, [ordered_set]),
        [ets:insert(T, [{1, x}, {1.0, y}]) || T <- [A, B]],
        {ets:info(A, size), ets:info(B, size)}
    end},
    {pg, fun() ->
        pg:start_link(),
        P = oracle:idle(),
        pg:join(g, P),
        pg:join(g, P),
        A = length(pg:get_members(g)),
        pg:leave(g, P),
        B = length(pg:get_members(g)),
        P ! x,
        timer:sleep(20),
        {A, B, length(pg:get_members(g)), pg:leave(g, P)}
    end}
].

machine() -> [
    {counters, fun() ->
        C = counters:new(1, [write_concurrency]),
        counters:add(C, 1, 5),
        A = atomics:new(1, []),
        atomics:add(A, 1, 9223372036854775807),
        atomics:add(A, 1, 1),
        {counters:get(C, 1), atomics:get(A, 1), atomics:compare_exchange(A, 1, 0, 3)}
    end},
    {sched_wall_time, fun() ->
        erlang:system_flag(scheduler_wall_time, true),
        L = erlang:statistics(scheduler_wall_time),
        erlang:system_flag(scheduler_wall_time, false),
        is_list(L)
    end},
    {statistics_reds, fun() ->
        {T, _} = erlang:statistics(reductions),
        {C, _} = erlang:statistics(context_switches),
        {is_integer(T), is_integer(C)}
    end},
    {sysmon_lmq, fun() -> erlang:system_monitor(self(), [{long_schedule, 10}, {long_gc, 10}]) end},
    {seq_trace, fun() ->
        seq_trace:set_token(label, 17),
        seq_trace:get_token(label)
    end}
].

%% The calling process runs before all others meanwhile.
on_one_scheduler(Fun) ->
    Online = erlang:system_flag(schedulers_online, 1),
    process_flag(priority, max),
    try Fun() after erlang:system_flag(schedulers_online, Online) end.

busy() -> busy().

reductions(Pids) ->
    lists:sum([element(2, process_info(P, reductions)) || P <- Pids]).

%% ---- a gen_statem that tells the row what happens

start() ->
    {ok, P} = gen_statem:start(?MODULE, self(), []),
    P.

callback_mode() -> [handle_event_function, state_enter].

init(Me) -> {ok, s1, Me}.

handle_event(enter, Old, State, Me) -> Me ! {enter, Old, State}, keep_state_and_data;
handle_event(cast, post, s1, _) -> {keep_state_and_data, [postpone]};
handle_event(cast, post, s2, Me) -> Me ! {post_in, s2}, keep_state_and_data;
handle_event(cast, {go, State}, _, Me) -> {next_state, State, Me};
handle_event(cast, {keep, Actions}, _, _) -> {keep_state_and_data, Actions};
handle_event(cast, same, State, Me) -> {next_state, State, Me};
handle_event(cast, repeat, _, _) -> repeat_state_and_data;
handle_event({call, From}, {ask, X}, State, _) -> {keep_state_and_data, [{reply, From, {State, X}}]};
handle_event(Type, Content, State, Me) -> Me ! {ev, Type, Content, State}, keep_state_and_data.

terminate(_, _, _) -> ok.
