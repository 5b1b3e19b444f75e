# GenServer, Task, Registry and Agent, in Elixir. Results are printed as Erlang terms.
Logger.configure(level: :none)
defmodule S do
  use GenServer
  def init({:ignore}), do: :ignore
  def init({:stop, r}), do: {:stop, r}
  def init({:raise}), do: raise("boom")
  def init({:bad}), do: :bad_ret
  def init({:sleep, ms}) do Process.sleep(ms); {:ok, nil} end
  def init({:cont, pid}), do: {:ok, pid, {:continue, :c}}
  def init({:timeout, pid, t}), do: {:ok, pid, t}
  def init({:trap, pid}) do Process.flag(:trap_exit, true); {:ok, pid} end
  def init({:reg, pid, n}) do send(pid, {:init, n, self()}); {:ok, pid} end
  def init(s), do: {:ok, s}
  def handle_continue(:c, pid) do send(pid, :continued); {:noreply, pid} end
  def handle_call(:state, _, s), do: {:reply, s, s}
  def handle_call({:slow, ms}, _, s) do Process.sleep(ms); {:reply, :late, s} end
  def handle_call(:noreply, from, s), do: {:noreply, from}
  def handle_call(:stop_reply, _, s), do: {:stop, :normal, :bye, s}
  def handle_call({:stop, r}, _, s), do: {:stop, r, s}
  def handle_call(:badret, _, _), do: :wat
  def handle_call(:throwret, _, s), do: throw({:reply, :thrown, s})
  def handle_call(:crash, _, _), do: raise("x")
  def handle_call({:reply_then_noreply}, from, s) do GenServer.reply(from, :early); {:noreply, s} end
  def handle_cast(:crash, _), do: exit(:castcrash)
  def handle_cast(m, pid) when is_pid(pid) do send(pid, {:cast, m}); {:noreply, pid} end
  def handle_info(:timeout, pid) when is_pid(pid) do send(pid, :got_timeout); {:noreply, pid} end
  def handle_info(m, pid) when is_pid(pid) do send(pid, {:info, m}); {:noreply, pid} end
  def terminate(r, pid) when is_pid(pid) do send(pid, {:terminate, r}) end
  def terminate(_, _), do: :ok
end
defmodule H do
  def stopped_by(sup) do Process.flag(:trap_exit, true); me = self(); spawn(fn -> Task.Supervisor.terminate_child(sup, me) end); receive do {:EXIT, _, r} -> {:told, r} end end
  def all(t \\ 60), do: (receive do m -> [m | all(t)] after t -> [] end)
  def p(n, f) do
    H.all(0)
    me = self()
    {pid, ref} = spawn_monitor(fn -> r = try do f.() catch k, v -> {k, v} end; send(me, {:res, r}) end)
    r = receive do {:res, r} -> r; {:DOWN, ^ref, _, _, x} -> {:died, x} after 8000 -> :hang end
    Process.demonitor(ref, [:flush])
    :io.format("~ts => ~0p~n", [n, r])
  end
end
H.p("call_timeout_exit", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.call(s, {:slow, 100}, 20) end)
H.p("call_timeout_late_reply", fn -> {:ok, s} = GenServer.start(S, nil); catch_exit = (try do GenServer.call(s, {:slow, 60}, 10) catch :exit, {r, _} -> r end); {catch_exit, H.all(200), Process.alive?(s)} end)
H.p("call_dead_noproc", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.stop(s); GenServer.call(s, :state) end)
H.p("call_unreg_noproc", fn -> GenServer.call(:nope_, :state) end)
H.p("call_self", fn -> GenServer.call(self(), :x) end)
H.p("call_server_crashes", fn -> {:ok, s} = GenServer.start(S, nil); try do GenServer.call(s, {:stop, :r1}) catch :exit, {r, {m,f,_}} -> {r, m, f} end end)
H.p("call_stop_reply", fn -> {:ok, s} = GenServer.start(S, nil); r = GenServer.call(s, :stop_reply); Process.sleep(10); {r, Process.alive?(s)} end)
H.p("call_badret", fn -> {:ok, s} = GenServer.start(S, nil); try do GenServer.call(s, :badret) catch :exit, {r, _} -> r end end)
H.p("throw_is_return", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.call(s, :throwret) end)
H.p("call_noreply_timeout", fn -> {:ok, s} = GenServer.start(S, nil); try do GenServer.call(s, :noreply, 20) catch :exit, {r, _} -> r end end)
H.p("reply_early", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.call(s, {:reply_then_noreply}) end)
H.p("cast_dead_ok", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.stop(s); GenServer.cast(s, :x) end)
H.p("cast_unreg_ok", fn -> GenServer.cast(:nope_, :x) end)
H.p("cast_call_order", fn -> {:ok, s} = GenServer.start(S, self()); for i <- 1..3, do: GenServer.cast(s, i); GenServer.call(s, :state); H.all() end)
H.p("start_ignore", fn -> GenServer.start_link(S, {:ignore}) end)
H.p("start_stop", fn -> Process.flag(:trap_exit, true); {GenServer.start_link(S, {:stop, :no}), H.all()} end)
H.p("start_stop_notrap", fn -> GenServer.start_link(S, {:stop, :no}); :survived end)
H.p("start_raise", fn -> Process.flag(:trap_exit, true); case GenServer.start_link(S, {:raise}) do {:error, {%{message: m}, st}} -> {:error, m, is_list(st)} end end)
H.p("start_badret", fn -> Process.flag(:trap_exit, true); GenServer.start_link(S, {:bad}) end)
H.p("start_timeout", fn -> Process.flag(:trap_exit, true); {GenServer.start_link(S, {:sleep, 200}, timeout: 20), H.all()} end)
H.p("start_already", fn -> {:ok, a} = GenServer.start(S, nil, name: :dupn); {:error, {:already_started, b}} = GenServer.start(S, nil, name: :dupn); a == b end)
H.p("start_already_init_not_run", fn -> {:ok, _} = GenServer.start(S, {:reg, self(), 1}, name: :dupn2); GenServer.start(S, {:reg, self(), 2}, name: :dupn2); length(H.all()) end)
H.p("continue_before_msgs", fn -> {:ok, s} = GenServer.start(S, {:cont, self()}); send(s, :m); H.all() end)
H.p("init_timeout_fires", fn -> {:ok, _} = GenServer.start(S, {:timeout, self(), 20}); H.all() end)
H.p("timeout_cancelled_by_msg", fn -> {:ok, s} = GenServer.start(S, {:timeout, self(), 30}); send(s, :m); H.all(100) end)
H.p("terminate_on_exit_notrap", fn -> {:ok, s} = GenServer.start(S, self()); Process.exit(s, :shutdown); H.all() end)
H.p("terminate_trap_nonparent_exit", fn -> {:ok, s} = GenServer.start(S, {:trap, self()}); Process.exit(s, :shutdown); case H.all() do [{:info, {:EXIT, _, r}}] -> {:handle_info_EXIT, r}; o -> o end end)
H.p("terminate_trap_parent_exit", fn -> me = self(); Process.flag(:trap_exit, true); {:ok, s} = GenServer.start_link(S, {:trap, me}); Process.exit(s, :shutdown); for m <- H.all(), do: (case m do {:EXIT, _, r} -> {:EXIT, r}; x -> x end) end)
H.p("parent_exit_trap_server", fn -> me = self(); sp = spawn(fn -> {:ok, s} = GenServer.start_link(S, {:trap, me}); send(me, {:s, s}); exit(:parent_gone) end); m = H.all(); for x <- m, do: (case x do {:s, _} -> :s; y -> y end) end)
H.p("parent_exit_normal_trap_server", fn -> me = self(); spawn(fn -> {:ok, s} = GenServer.start_link(S, {:trap, me}); send(me, {:s, s}); exit(:normal) end); for x <- H.all(), do: (case x do {:s, _} -> :s; y -> y end) end)
H.p("parent_exit_normal_notrap_server", fn -> me = self(); spawn(fn -> {:ok, s} = GenServer.start_link(S, me); send(me, {:s, s}); exit(:normal) end); [{:s, s}] = H.all(); Process.alive?(s) end)
H.p("terminate_on_raise", fn -> {:ok, s} = GenServer.start(S, self()); catch_ = (try do GenServer.call(s, :crash) catch :exit, {{e, st}, _} -> {e.message, is_list(st)} end); [{:terminate, {e, _}}] = H.all(); {catch_, e.message} end)
H.p("stop_dead", fn -> {:ok, s} = GenServer.start(S, nil); GenServer.stop(s); GenServer.stop(s) end)
H.p("stop_reason_mismatch", fn -> {:ok, s} = GenServer.start(S, self()); r = GenServer.stop(s, :shutdown); {r, H.all()} end)
H.p("sys_get_state", fn -> {:ok, s} = GenServer.start(S, 7); {:sys.get_state(s), :sys.replace_state(s, fn x -> x + 1 end), :sys.get_state(s)} end)
H.p("sys_suspend", fn -> {:ok, s} = GenServer.start(S, 7); :sys.suspend(s); r = (try do GenServer.call(s, :state, 20) catch :exit, {r, _} -> r end); :sys.resume(s); {r, GenServer.call(s, :state)} end)
H.p("no_handle_info_default", fn -> defmodule D0 do use GenServer; def init(x), do: {:ok, x} end; {:ok, s} = GenServer.start(D0, 1); send(s, :x); Process.sleep(10); Process.alive?(s) end)
H.p("no_handle_call_default", fn -> defmodule D1 do use GenServer; def init(x), do: {:ok, x} end; {:ok, s} = GenServer.start(D1, 1); try do GenServer.call(s, :x) catch :exit, {{e, _}, _} -> e.__struct__ end end)
H.p("multi_call", fn -> {:ok, _} = GenServer.start(S, 3, name: :mc); GenServer.multi_call([node(), :x@y], :mc, :state, 100) end)
H.p("reply_dead_from", fn -> GenServer.reply({spawn(fn -> :ok end), make_ref()}, :x) end)
# Task
H.p("task_await", fn -> Task.async(fn -> 42 end) |> Task.await() end)
H.p("task_await_timeout", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> Process.sleep(200) end); r = (try do Task.await(t, 20) catch :exit, {r, {m, f, _}} -> {r, m, f} end); {r, Process.alive?(t.pid)} end)
H.p("task_raise_links", fn -> {_, r} = spawn_monitor(fn -> t = Task.async(fn -> raise "x" end); Task.await(t) end); receive do {:DOWN, ^r, _, _, {e, st}} -> {e.message, is_list(st)} end end)
H.p("task_raise_trap", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> raise "x" end); try do Task.await(t) catch :exit, {{e, st}, {Task, :await, [_, to]}} -> {e.__struct__, is_list(st), to} end end)
H.p("task_throw_trap", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> throw(:b) end); try do Task.await(t) catch :exit, {r, _} -> (case r do {{:nocatch, :b}, st} -> {:nocatch, :b, is_list(st)}; o -> o end) end end)
H.p("task_exit_trap", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> exit(:boom) end); try do Task.await(t) catch :exit, {r, _} -> r end end)
H.p("task_exit_normal", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> exit(:normal) end); try do Task.await(t) catch :exit, {r, _} -> r end end)
H.p("task_await_not_owner", fn -> t = Task.async(fn -> 1 end); me = self(); spawn(fn -> send(me, try do Task.await(t) rescue e -> e.__struct__ end) end); receive do {_r, _x} -> (receive do x -> x end); x -> x end end)
H.p("task_await_twice", fn -> t = Task.async(fn -> 1 end); Task.await(t); try do Task.await(t, 20) catch :exit, {r, _} -> r end end)
H.p("task_yield_nil_shutdown", fn -> t = Task.async(fn -> Process.sleep(100) end); {Task.yield(t, 10), Task.shutdown(t)} end)
H.p("task_yield_ok", fn -> t = Task.async(fn -> 3 end); Process.sleep(10); Task.yield(t, 0) end)
H.p("task_shutdown_after_reply", fn -> t = Task.async(fn -> 3 end); Process.sleep(10); Task.shutdown(t) end)
H.p("task_shutdown_brutal", fn -> t = Task.async(fn -> Process.sleep(1000) end); Task.shutdown(t, :brutal_kill) end)
H.p("task_yield_exit", fn -> Process.flag(:trap_exit, true); t = Task.async(fn -> exit(:e) end); Task.yield(t) end)
H.p("async_stream_order", fn -> Task.async_stream([30, 10, 20], fn x -> Process.sleep(x); x end, max_concurrency: 3) |> Enum.to_list() end)
H.p("async_stream_unordered", fn -> Task.async_stream([60, 10, 30], fn x -> Process.sleep(x); x end, max_concurrency: 3, ordered: false) |> Enum.to_list() end)
H.p("async_stream_timeout_exit", fn -> Task.async_stream([1, 200], fn x -> Process.sleep(x); x end, timeout: 30) |> Enum.to_list() end)
H.p("async_stream_on_timeout_kill", fn -> Task.async_stream([1, 200], fn x -> Process.sleep(x); x end, timeout: 30, on_timeout: :kill_task) |> Enum.to_list() end)
H.p("async_nolink_crash", fn -> {:ok, sup} = Task.Supervisor.start_link(); t = Task.Supervisor.async_nolink(sup, fn -> exit(:bad) end); Task.yield(t) end)
H.p("task_callers", fn -> me = self(); Task.async(fn -> {Process.get(:"$callers") == [me], hd(Process.get(:"$ancestors")) == me} end) |> Task.await end)
H.p("task_completed", fn -> r = fn l -> for {_, x} <- l, do: x end; {Task.await(Task.completed(1)), Task.yield(Task.completed(2)), Task.await_many([Task.completed(3), Task.async(fn -> 4 end)]), r.(Task.yield_many([Task.completed(5), Task.async(fn -> 6 end)])), Task.completed(7).pid} end)
H.p("stream_shutdown", fn -> {:ok, sup} = Task.Supervisor.start_link(); f = fn how -> Task.Supervisor.async_stream_nolink(sup, [1], fn _ -> H.stopped_by(sup) end, shutdown: how) |> Enum.to_list() end; {f.(:brutal_kill), f.(5000)} end)
H.p("async_nolink_shutdown", fn -> {:ok, sup} = Task.Supervisor.start_link(); f = fn how -> Task.Supervisor.async_nolink(sup, fn -> H.stopped_by(sup) end, shutdown: how) |> Task.yield() end; {f.(:brutal_kill), f.(5000)} end)
# Registry
H.p("registry_unique_dup", fn -> {:ok, _} = Registry.start_link(keys: :unique, name: RU); a = Registry.register(RU, :k, 1); b = Registry.register(RU, :k, 2); {elem(a, 0), elem(elem(b, 1), 0), length(Registry.lookup(RU, :k))} end)
H.p("registry_dup_keys", fn -> {:ok, _} = Registry.start_link(keys: :duplicate, name: RD); Registry.register(RD, :k, 1); Registry.register(RD, :k, 2); {Registry.count_match(RD, :k, :_), Registry.unregister(RD, :k), Registry.lookup(RD, :k)} end)
H.p("registry_autocleanup", fn -> {:ok, _} = Registry.start_link(keys: :unique, name: RC); {p, r} = spawn_monitor(fn -> Registry.register(RC, :k, 1) end); receive do {:DOWN, ^r, _, _, _} -> :ok end; {Registry.lookup(RC, :k), Registry.count(RC) in [0,1]} end)
H.p("registry_unregister_match", fn -> {:ok, _} = Registry.start_link(keys: :duplicate, name: RM); for v <- [1, 2, 2], do: Registry.register(RM, :k, v); Registry.register(RM, :o, 2); me = self(); {p, r} = spawn_monitor(fn -> Registry.register(RM, :k, 2); send(me, :in); receive do :x -> :ok end end); receive do :in -> :ok end; a = Registry.unregister_match(RM, :k, 2); b = {Registry.values(RM, :k, me), Enum.sort(Registry.keys(RM, me))}; c = Registry.unregister_match(RM, :k, 7); d = Registry.unregister_match(RM, :k, :_); e = {Registry.keys(RM, me), Registry.count_match(RM, :k, :_)}; send(p, :x); receive do {:DOWN, ^r, _, _, _} -> :ok end; {a, b, c, d, e} end)
H.p("registry_unregister_match_unique", fn -> {:ok, _} = Registry.start_link(keys: :unique, name: RQ); Registry.register(RQ, :k, {:a, 1}); a = Registry.unregister_match(RQ, :k, {:b, :_}); b = length(Registry.lookup(RQ, :k)); {a, b, Registry.unregister_match(RQ, :k, {:a, :_}), Registry.lookup(RQ, :k), Registry.keys(RQ, self())} end)
H.p("registry_unregister_match_told", fn -> {:ok, _} = Registry.start_link(keys: :duplicate, name: RT, listeners: [RL]); Process.register(self(), RL); for v <- [1, 2], do: Registry.register(RT, :k, v); Registry.unregister_match(RT, :k, 1); a = H.all(); Registry.unregister_match(RT, :k, 2); Process.unregister(RL); f = fn l -> for m <- l, do: elem(m, 0) end; {f.(a), f.(H.all())} end)
H.p("registry_count_select", fn -> {:ok, _} = Registry.start_link(keys: :duplicate, name: RS); for v <- [1, 2, 3], do: Registry.register(RS, :k, v); Registry.count_select(RS, [{{:_, :_, :"$1"}, [{:>, :"$1", 1}], [true]}]) end)
H.p("whereis", fn -> {:ok, a} = Agent.start_link(fn -> 0 end, name: WA); {GenServer.whereis(WA) == a, GenServer.whereis(a) == a, GenServer.whereis(:nobody_)} end)
H.p("registry_via_call_missing", fn -> {:ok, _} = Registry.start_link(keys: :unique, name: RV); try do GenServer.call({:via, Registry, {RV, :x}}, :y) catch :exit, {r, _} -> r end end)
H.p("agent", fn -> {:ok, a} = Agent.start_link(fn -> 1 end); {Agent.get_and_update(a, fn x -> {x, x + 1} end), Agent.get(a, & &1)} end)
H.p("agent_crash", fn -> {:ok, a} = Agent.start(fn -> 1 end); try do Agent.get(a, fn _ -> raise "z" end) catch :exit, {{e, _}, _} -> {e.__struct__, Process.alive?(a)} end end)
