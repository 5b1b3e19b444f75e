%% Mailbox, exits, links, monitors, aliases, names, timers, control: what a process sees of each, a row a statement.
-module(processes).
-export([main/0, wake/0]).
-import(oracle, [all/0, dead/0, idle/0, reason_of/1]).

main() -> oracle:run(rows(), []).

rows() ->
    mailbox() ++ exits() ++ links() ++ monitors() ++ aliases() ++ sending() ++ names() ++ timers() ++ crashes() ++
        control() ++ spawning() ++ machine().

mailbox() -> [
    {selective_order, fun() ->
        [self() ! X || X <- [{a, 1}, {b, 1}, {a, 2}, {b, 2}]],
        B = receive {b, N} -> N end,
        A = receive {a, M} -> M end,
        {B, A, all()}
    end},
    {clause_order_vs_queue, fun() ->
        self() ! x,
        self() ! y,
        receive y -> y; x -> x end
    end},
    {after0_scans_queue, fun() ->
        self() ! junk,
        self() ! hit,
        R = receive hit -> hit after 0 -> none end,
        {R, all()}
    end},
    {after0_not_lose, fun() -> receive nope -> 1 after 0 -> timeout end end},
    {receive_after_infinity_bad, fun() -> T = foo, receive after T -> 1 end end},
    {after_neg, fun() -> T = -1, receive after T -> 1 end end},
    {after_maxtimer, fun() -> T = 4294967296, receive x -> 1 after T -> 2 end end}
].

exits() -> [
    {exit_normal_other, fun() ->
        P = idle(),
        exit(P, normal),
        timer:sleep(20),
        is_process_alive(P)
    end},
    {exit_normal_trap, fun() ->
        S = self(),
        P = spawn(fun() -> process_flag(trap_exit, true), S ! go, receive M -> S ! {got, M} end end),
        receive go -> ok end,
        exit(P, normal),
        receive {got, {'EXIT', From, R}} -> {From =:= S, R} end
    end},
    {exit_self_normal, fun() ->
        reason_of(fun() -> exit(self(), normal), timer:sleep(1000) end)
    end},
    {exit_self_normal_trap, fun() ->
        S = self(),
        spawn_monitor(fun() ->
            process_flag(trap_exit, true),
            exit(self(), normal),
            receive {'EXIT', F, Y} -> S ! {F =:= self(), Y} end
        end),
        all()
    end},
    {exit2_self_sync_uncatchable, fun() ->
        reason_of(fun() -> catch exit(self(), die), timer:sleep(1000) end)
    end},
    {kill_trap, fun() ->
        S = self(),
        {P, R} = spawn_monitor(fun() ->
            process_flag(trap_exit, true),
            S ! ready,
            receive after infinity -> ok end
        end),
        receive ready -> ok end,
        exit(P, kill),
        receive {'DOWN', R, _, _, X} -> X end
    end},
    {exit1_kill_link_trap, fun() ->
        process_flag(trap_exit, true),
        P = spawn_link(fun() -> exit(kill) end),
        receive {'EXIT', P, X} -> X end
    end},
    {exit1_kill_link_propag, fun() ->
        S = self(),
        spawn_monitor(fun() ->
            process_flag(trap_exit, true),
            spawn_link(fun() -> exit(kill) end),
            receive M -> S ! {trapped, element(3, M)} end
        end),
        all()
    end},
    {exit1_kill_nontrap_peer, fun() ->
        reason_of(fun() -> spawn_link(fun() -> exit(kill) end), receive after infinity -> ok end end)
    end},
    {killed_propagates, fun() ->
        reason_of(fun() ->
            B = spawn_link(fun() -> receive after infinity -> ok end end),
            exit(B, kill),
            receive after infinity -> ok end
        end)
    end},
    {exit2_dead, fun() -> exit(dead(), kill) end},
    {exit2_badarg, fun() -> exit(nonesuch, kill) end},
    {exit_signal_vs_msg, fun() ->
        {P, R} = spawn_monitor(fun L() -> receive may_not -> exit(bad); may -> L() end end),
        P ! may,
        P ! may,
        exit(P, good),
        P ! may_not,
        receive {'DOWN', R, _, _, X} -> X end
    end},
    {exit_twice_first_wins, fun() ->
        {P, R} = spawn_monitor(fun() -> receive after infinity -> ok end end),
        exit(P, first),
        exit(P, second),
        receive {'DOWN', R, _, _, X} -> X end
    end},
    {is_alive_after_exit_sig, fun() ->
        P = spawn(fun() -> receive after infinity -> ok end end),
        exit(P, kill),
        is_process_alive(P)
    end},
    {is_process_alive_exiting, fun() -> is_process_alive(dead()) end},
    {parent_exit_reason_passed, fun() ->
        S = self(),
        spawn(fun() ->
            A = self(),
            spawn_link(fun() ->
                process_flag(trap_exit, true),
                S ! rdy,
                A ! rdy,
                receive M -> S ! {child_got, element(1, M), element(3, M)} end
            end),
            receive rdy -> ok end,
            exit({shutdown, x})
        end),
        all()
    end},
    {busy_exit_during_receive_after, fun() ->
        {P, R} = spawn_monitor(fun() -> receive after 20 -> exit(timeout_ran) end end),
        exit(P, shutdown),
        receive {'DOWN', R, _, _, X} -> X end
    end}
].

links() -> [
    {link_dead_trap, fun() ->
        process_flag(trap_exit, true),
        D = dead(),
        L = link(D),
        R = receive {'EXIT', D, X} -> X after 100 -> none end,
        {L, R}
    end},
    {link_dead_notrap, fun() ->
        D = dead(),
        {R, [_ | _]} = reason_of(fun() -> link(D), timer:sleep(200), exit(survived) end),
        R
    end},
    {link_self, fun() -> link(self()) end},
    {link_twice_one_signal, fun() ->
        process_flag(trap_exit, true),
        P = spawn(fun() -> receive x -> exit(boom) end end),
        link(P),
        link(P),
        {links, L} = process_info(self(), links),
        N = length([1 || Q <- L, Q =:= P]),
        P ! x,
        {N, length(all())}
    end},
    {link_twice_unlink_once, fun() ->
        P = spawn(fun() -> receive x -> exit(boom) end end),
        link(P),
        link(P),
        unlink(P),
        P ! x,
        all()
    end},
    {unlink_then_no_exit, fun() ->
        process_flag(trap_exit, true),
        P = spawn_link(fun() -> receive x -> exit(boom) end end),
        P ! x,
        timer:sleep(20),
        unlink(P),
        [{T, R} || {T, _, R} <- all()]
    end},
    {unlink_before, fun() ->
        process_flag(trap_exit, true),
        P = spawn_link(fun() -> receive x -> exit(boom) end end),
        unlink(P),
        P ! x,
        all()
    end},
    {unlink_nonlinked, fun() -> unlink(dead()) end},
    {normal_exit_linked_nontrap, fun() ->
        reason_of(fun() -> spawn_link(fun() -> ok end), timer:sleep(50), exit(survived) end)
    end},
    {link_order_multi, fun() ->
        process_flag(trap_exit, true),
        S = self(),
        spawn_link(fun() -> S ! m1, exit(r) end),
        [case X of {'EXIT', _, R} -> {'EXIT', R}; Y -> Y end || X <- all()]
    end},
    {spawn_link_child_ex_immed, fun() ->
        process_flag(trap_exit, true),
        P = spawn_link(fun() -> exit(immed) end),
        receive {'EXIT', P, X} -> X end
    end}
].

monitors() -> [
    {monitor_dead, fun() ->
        D = dead(),
        R = monitor(process, D),
        receive {'DOWN', R, process, D, X} -> X end
    end},
    {monitor_name_missing, fun() ->
        R = monitor(process, nonesuch),
        receive {'DOWN', R, process, O, X} -> {O, X} end
    end},
    {monitor_name_obj, fun() ->
        P = spawn(fun() -> receive x -> exit(foo) end end),
        register(nm, P),
        R = monitor(process, nm),
        P ! x,
        receive {'DOWN', R, process, O, X} -> {O, X} end
    end},
    {monitor_twice_two_downs, fun() ->
        P = idle(),
        R1 = monitor(process, P),
        R2 = monitor(process, P),
        P ! x,
        {length(all()), R1 =/= R2}
    end},
    {monitor_self, fun() ->
        R = monitor(process, self()),
        {is_reference(R), all()}
    end},
    {demonitor_noflush, fun() ->
        R = monitor(process, dead()),
        timer:sleep(5),
        D = demonitor(R),
        {D, length(all())}
    end},
    {demonitor_flush, fun() ->
        R = monitor(process, dead()),
        timer:sleep(5),
        D = demonitor(R, [flush]),
        {D, length(all())}
    end},
    {demonitor_info, fun() ->
        R = monitor(process, dead()),
        timer:sleep(5),
        D = demonitor(R, [info]),
        R2 = monitor(process, idle()),
        {D, demonitor(R2, [info]), demonitor(R2, [info])}
    end},
    {demonitor_flush_info, fun() ->
        R = monitor(process, dead()),
        timer:sleep(5),
        {demonitor(R, [flush, info]), length(all())}
    end},
    {demonitor_randref, fun() -> demonitor(make_ref()) end},
    {demonitor_badarg, fun() -> demonitor(foo) end},
    {monitor_tag, fun() ->
        R = monitor(process, dead(), [{tag, my}]),
        receive {my, R, process, _, X} -> X end
    end},
    {down_after_msgs, fun() ->
        S = self(),
        spawn_monitor(fun() -> [S ! I || I <- [1, 2, 3]] end),
        [case M of {'DOWN', _, _, _, _} -> down; X -> X end || M <- all()]
    end},
    {spawn_opt_monitor_opts, fun() ->
        {P, R} = spawn_opt(fun() -> exit(z) end, [{monitor, [{tag, t}]}]),
        receive {t, R, process, P, X} -> X end
    end}
].

aliases() -> [
    {alias_reply_demonitor, fun() ->
        P = spawn(fun() -> receive {A, q} -> A ! {A, r1}, A ! {A, r2} end end),
        A = monitor(process, P, [{alias, reply_demonitor}]),
        P ! {A, q},
        [case M of {A, X} -> X; {'DOWN', A, _, _, R} -> {down, R} end || M <- all()]
    end},
    {unalias, fun() ->
        A = alias(),
        A ! one,
        %% Lets what has been sent into the mailbox.
        receive nothing -> ok after 0 -> ok end,
        unalias(A),
        A ! two,
        {all(), unalias(A)}
    end},
    {unalias_in_flight, fun() ->
        A = alias(),
        A ! one,
        unalias(A),
        A ! two,
        {all(), unalias(A)}
    end},
    {alias_reply, fun() ->
        A = alias([reply]),
        A ! one,
        A ! two,
        all()
    end},
    {alias_received_then_unalias, fun() ->
        A = alias(),
        A ! one,
        R = receive one -> got end,
        unalias(A),
        A ! two,
        {R, all()}
    end},
    %% What another process has sent by it, and has said so, stays.
    {alias_sent_before_unalias_other, fun() ->
        A = alias(),
        S = self(),
        spawn(fun() -> A ! one, S ! sent end),
        receive sent -> ok end,
        unalias(A),
        all()
    end},
    %% A message by the alias of a monitor comes before its DOWN.
    {monitor_alias_late_then_down, fun() ->
        P = spawn(fun() -> receive {q, A} -> A ! late, exit(x) end end),
        A = monitor(process, P, [{alias, demonitor}]),
        P ! {q, A},
        [case M of {'DOWN', _, _, _, R} -> {'DOWN', R}; O -> O end || M <- all()]
    end}
].

sending() -> [
    {send_dead, fun() -> dead() ! hi end},
    {send_unreg, fun() -> nonesuch ! hi end},
    {send_unreg_tuple, fun() -> {nonesuch, node()} ! hi end},
    {send_noreg_tuple_node, fun() -> {nonesuch, 'x@nohost'} ! hi end},
    {erlang_send_nosuspend, fun() -> erlang:send(dead(), hi, [nosuspend]) end},
    {send_badarg, fun() -> P = 12, P ! hi end}
].

names() -> [
    {register_dup_name, fun() ->
        register(r1, self()),
        {'EXIT', {R, _}} = (catch register(r1, self())),
        R
    end},
    {register_dup_pid, fun() ->
        register(r1, self()),
        {'EXIT', {R, _}} = (catch register(r2, self())),
        R
    end},
    {register_dead, fun() -> register(r3, dead()) end},
    {register_undefined, fun() -> register(undefined, self()) end},
    {unregister_missing, fun() -> unregister(nonesuch) end},
    {whereis_missing, fun() -> whereis(nonesuch) end},
    {name_freed_on_exit, fun() ->
        reason_of(fun() -> register(zz, self()) end),
        whereis(zz)
    end},
    {process_info_dead, fun() -> process_info(dead(), status) end},
    {pi_regname_none, fun() -> process_info(self(), registered_name) end}
].

timers() -> [
    {timer_dead_pid, fun() ->
        T = erlang:send_after(10, dead(), hi),
        timer:sleep(30),
        erlang:cancel_timer(T)
    end},
    {timer_autocancel, fun() ->
        P = idle(),
        T = erlang:send_after(100000, P, hi),
        A = is_integer(erlang:read_timer(T)),
        P ! x,
        timer:sleep(20),
        {A, erlang:read_timer(T), erlang:cancel_timer(T)}
    end},
    {timer_name_autocancel, fun() ->
        P = idle(),
        register(tn, P),
        T = erlang:send_after(100000, tn, hi),
        P ! x,
        timer:sleep(20),
        is_integer(erlang:read_timer(T))
    end},
    {timer_name_unreg, fun() ->
        T = erlang:send_after(5, nonesuch, hi),
        timer:sleep(20),
        erlang:cancel_timer(T)
    end},
    {cancel_twice, fun() ->
        T = erlang:send_after(100000, self(), hi),
        A = erlang:cancel_timer(T),
        {is_integer(A) andalso A =< 100000, erlang:cancel_timer(T)}
    end},
    {cancel_after_fire, fun() ->
        T = erlang:send_after(1, self(), hi),
        timer:sleep(10),
        {erlang:cancel_timer(T), all()}
    end},
    {start_timer_msg, fun() ->
        T = erlang:start_timer(1, self(), hi),
        receive {timeout, T, hi} -> ok end
    end},
    {cancel_async, fun() ->
        T = erlang:send_after(100000, self(), hi),
        A = erlang:cancel_timer(T, [{async, true}]),
        receive {cancel_timer, T, V} -> {A, is_integer(V)} end
    end},
    {cancel_info_false, fun() ->
        T = erlang:send_after(100000, self(), hi),
        erlang:cancel_timer(T, [{info, false}])
    end},
    {cancel_other_proc, fun() ->
        S = self(),
        spawn(fun() -> S ! {t, erlang:send_after(100000, S, hi)}, receive x -> ok end end),
        receive {t, T} -> is_integer(erlang:cancel_timer(T)) end
    end},
    {send_after_neg, fun() -> erlang:send_after(-1, self(), hi) end},
    {send_after_zero_async, fun() ->
        erlang:send_after(0, self(), hi),
        receive hi -> now after 100 -> later end
    end}
].

crashes() -> [
    {error_reason, fun() ->
        {boom, [_ | _]} = reason_of(fun() -> error(boom) end),
        {boom, stack}
    end},
    {throw_reason, fun() ->
        {{nocatch, ball}, [_ | _]} = reason_of(fun() -> throw(ball) end),
        {{nocatch, ball}, stack}
    end},
    {exit_reason, fun() -> reason_of(fun() -> exit({a, b}) end) end},
    {spawn_undef, fun() ->
        {_, R} = spawn_monitor(nomod, nofun, []),
        receive {'DOWN', R, _, _, {undef, [{M, F, A, _} | _]}} -> {undef, M, F, A} end
    end},
    {spawn_returns_pid_undef, fun() -> is_pid(spawn(nomod, nofun, [])) end}
].

control() -> [
    {pinfo_messages, fun() ->
        P = spawn(fun() -> receive stop -> ok end end),
        P ! a,
        P ! b,
        erlang:yield(),
        [Len, Messages | _] = process_info(P, [message_queue_len, messages, status]),
        [Len, Messages]
    end},
    {suspend_resume, fun() ->
        S = self(),
        P = spawn(fun L() -> receive {q} -> S ! a, L() end end),
        erlang:suspend_process(P),
        P ! {q},
        R1 = receive a -> a after 30 -> none end,
        St = process_info(P, status),
        erlang:resume_process(P),
        R2 = receive a -> a after 50 -> none end,
        {'EXIT', {R3, _}} = (catch erlang:resume_process(P)),
        {R1, St, R2, R3}
    end},
    {suspend_count, fun() ->
        P = idle(),
        erlang:suspend_process(P),
        erlang:suspend_process(P),
        erlang:resume_process(P),
        A = process_info(P, status),
        erlang:resume_process(P),
        timer:sleep(5),
        {A, process_info(P, status)}
    end},
    {suspend_self, fun() -> erlang:suspend_process(self()) end},
    {suspender_dies_resumes, fun() ->
        P = idle(),
        reason_of(fun() -> erlang:suspend_process(P) end),
        timer:sleep(5),
        process_info(P, status)
    end},
    {pflag_prev, fun() ->
        {
            process_flag(trap_exit, true),
            process_flag(trap_exit, false),
            process_flag(priority, high),
            process_flag(priority, normal)
        }
    end},
    {pdict, fun() -> {put(k, 1), put(k, 2), get(k), erase(k), get(k), get_keys(2)} end},
    {hibernate_status, fun() ->
        P = spawn(fun() -> erlang:hibernate(?MODULE, wake, []) end),
        timer:sleep(20),
        process_info(P, status)
    end},
    {process_flag_pid_save_calls, fun() -> process_flag(self(), save_calls, 0) end},
    {parent_group_leader, fun() ->
        process_info(idle(), group_leader) =:= {group_leader, group_leader()}
    end}
].

spawning() -> [
    {spawn_request, fun() ->
        Q = spawn_request(fun() -> ok end),
        receive {spawn_reply, Q, ok, P} -> is_pid(P) end
    end},
    {spawn_opt_bad, fun() -> spawn_opt(fun() -> ok end, [{foo, 1}]) end},
    {max_heap_kill, fun() ->
        Limit = #{size => 10000, kill => true, error_logger => false},
        {_, R} = spawn_opt(fun() -> lists:seq(1, 1000000), ok end, [monitor, {max_heap_size, Limit}]),
        receive {'DOWN', R, _, _, X} -> X end
    end}
].

machine() -> [
    {pid_to_list, fun() -> is_list(pid_to_list(self())) end},
    {sysinfo, fun() ->
        Items = [schedulers, process_limit, otp_release, min_heap_size, fullsweep_after, atom_limit, wordsize],
        [{Item, erlang:system_info(Item) =/= undefined} || Item <- Items]
    end},
    {mem_empty_proc, fun() ->
        Items = [memory, total_heap_size, heap_size, stack_size],
        [{Item, is_integer(Value)} || {Item, Value} <- process_info(idle(), Items)]
    end},
    {runq, fun() ->
        {is_integer(erlang:statistics(run_queue)), is_list(erlang:statistics(run_queue_lengths))}
    end}
].

wake() -> ok.
