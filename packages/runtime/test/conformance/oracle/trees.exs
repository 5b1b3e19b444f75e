# Supervisors, dynamic ones and partitions, in Elixir. Results are printed as Erlang terms.
Logger.configure(level: :none)
defmodule W do
  use GenServer
  def start_link({n, me, o}), do: GenServer.start_link(W, {n, me, o})
  def init({n, me, o}) do
    if o[:trap], do: Process.flag(:trap_exit, true)
    case o[:init] do
      nil -> :ok
      f -> f.()
    end
    send(me, {:start, n, self()})
    {:ok, {n, me, o}}
  end
  def handle_cast({:exit, r}, s), do: {:stop, r, s}
  def terminate(r, {n, me, o}) do
    if o[:slow], do: Process.sleep(o[:slow])
    send(me, {:term, n, r})
  end
end
defmodule H do
  def all(t \\ 80), do: (receive do m -> [m | all(t)] after t -> [] end)
  # What has come, without pids and refs.
  def seen(t \\ 80), do: (for m <- all(t), do: (case m do {:start, n, _} -> {:start, n}; {:term, n, r} -> {:term, n, r}; {:EXIT, _, r} -> {:EXIT, r}; {:DOWN, _, _, _, r} -> {:DOWN, r}; x -> x end))
  def p(n, f) do
    me = self()
    {_pid, ref} = spawn_monitor(fn -> Process.flag(:trap_exit, true); r = try do f.() catch k, v -> {k, v} end; send(me, {:res, r}) end)
    r = receive do {:res, r} -> r; {:DOWN, ^ref, _, _, x} -> {:died, x} after 12000 -> :hang end
    Process.demonitor(ref, [:flush])
    :io.format("~ts => ~0p~n", [n, r])
  end
  def c(n, o \\ %{}, x \\ %{}), do: Map.merge(%{id: n, start: {W, :start_link, [{n, self(), o}]}}, x)
  # A supervisor whose children have told of their start.
  def s(children, options \\ []) do
    {:ok, s} = Supervisor.start_link(children, Keyword.merge([strategy: :one_for_one], options))
    all(30)
    s
  end
  def pid(s, n), do: (for {^n, p, _, _} <- Supervisor.which_children(s), do: p) |> hd
  def which(s), do: (for {i, p, t, _} <- Supervisor.which_children(s), do: {i, p, t})
end
H.p("start_order_shutdown_reverse", fn -> {:ok, s} = Supervisor.start_link((for n <- [:a, :b, :c], do: H.c(n, %{trap: true})), strategy: :one_for_one); Supervisor.stop(s); H.seen() end)
H.p("one_for_one", fn -> s = H.s(for n <- [:a, :b, :c], do: H.c(n, %{trap: true})); Process.exit(H.pid(s, :b), :kill); H.seen() end)
H.p("one_for_all", fn -> s = H.s((for n <- [:a, :b, :c], do: H.c(n, %{trap: true})), strategy: :one_for_all); Process.exit(H.pid(s, :b), :kill); H.seen() end)
H.p("rest_for_one", fn -> s = H.s((for n <- [:a, :b, :c, :d], do: H.c(n, %{trap: true})), strategy: :rest_for_one); Process.exit(H.pid(s, :b), :kill); H.seen() end)
H.p("intensity_default_3in5", fn -> s = H.s([H.c(:a)]); r = for _ <- 1..3 do Process.exit(H.pid(s, :a), :kill); H.seen(30) end; Process.exit(H.pid(s, :a), :kill); {r, H.seen()} end)
H.p("intensity_0", fn -> s = H.s([H.c(:a), H.c(:b, %{trap: true})], max_restarts: 0); Process.exit(H.pid(s, :a), :kill); H.seen() end)
H.p("intensity_window_expires", fn -> s = H.s([H.c(:a)], max_restarts: 1, max_seconds: 1); for _ <- 1..3 do Process.exit(H.pid(s, :a), :kill); Process.sleep(2100) end; {length(H.all()), Process.alive?(s)} end)
H.p("intensity_shared_by_children", fn -> s = H.s([H.c(:a), H.c(:b)], max_restarts: 1, max_seconds: 5); Process.exit(H.pid(s, :a), :kill); H.all(30); Process.exit(H.pid(s, :b), :kill); H.seen() end)
H.p("permanent_normal_restarts", fn -> s = H.s([H.c(:a)]); GenServer.cast(H.pid(s, :a), {:exit, :normal}); H.seen() end)
H.p("transient_normal", fn -> s = H.s([H.c(:a, %{}, %{restart: :transient})]); GenServer.cast(H.pid(s, :a), {:exit, :normal}); {H.seen(), H.which(s), Supervisor.count_children(s)} end)
H.p("transient_shutdown_tuple", fn -> s = H.s([H.c(:a, %{}, %{restart: :transient})]); GenServer.cast(H.pid(s, :a), {:exit, {:shutdown, :x}}); H.seen() end)
H.p("transient_killed_restarts", fn -> s = H.s([H.c(:a, %{}, %{restart: :transient})]); Process.exit(H.pid(s, :a), :kill); H.seen() end)
H.p("temporary_removed", fn -> s = H.s([H.c(:a, %{}, %{restart: :temporary})]); Process.exit(H.pid(s, :a), :kill); {H.seen(), H.which(s)} end)
H.p("brutal_kill_reason", fn -> s = H.s([H.c(:a, %{trap: true}, %{shutdown: :brutal_kill})]); Process.monitor(H.pid(s, :a)); Supervisor.stop(s); H.seen() end)
H.p("shutdown_timeout_kill", fn -> s = H.s([H.c(:a, %{trap: true, slow: 500}, %{shutdown: 50})]); Process.monitor(H.pid(s, :a)); Supervisor.stop(s); H.seen() end)
H.p("shutdown_notrap_reason", fn -> s = H.s([H.c(:a)]); Process.monitor(H.pid(s, :a)); Supervisor.stop(s); H.seen() end)
H.p("start_child_fails_init", fn -> {Supervisor.start_link([H.c(:a, %{trap: true}), H.c(:b, %{init: fn -> exit(:nope) end})], strategy: :one_for_one), H.seen()} end)
H.p("restart_init_fail_counts", fn -> :persistent_term.put(:ok_, true); s = H.s([H.c(:a, %{init: fn -> :persistent_term.get(:ok_) || exit(:nope) end})]); :persistent_term.put(:ok_, false); Process.exit(H.pid(s, :a), :kill); H.seen() end)
H.p("dup_child_id", fn -> s = H.s([H.c(:a)]); {:error, {:already_started, p}} = Supervisor.start_child(s, H.c(:a)); p == H.pid(s, :a) end)
H.p("dup_child_id_init", fn -> Supervisor.start_link([H.c(:a), H.c(:a)], strategy: :one_for_one) end)
H.p("terminate_child_keeps_spec", fn -> s = H.s([H.c(:a)]); a = Supervisor.terminate_child(s, :a); b = H.which(s); c = Supervisor.start_child(s, H.c(:a)); {:ok, _} = Supervisor.restart_child(s, :a); d = Supervisor.delete_child(s, :a); e = Supervisor.restart_child(s, :a); {a, b, c, d, e, Supervisor.terminate_child(s, :zz)} end)
H.p("which_children_order", fn -> s = H.s(for n <- [:a, :b, :c], do: H.c(n)); for {n, _, _} <- H.which(s), do: n end)
H.p("significant_no_autoshutdown", fn -> Supervisor.start_link([H.c(:a, %{}, %{restart: :transient, significant: true})], strategy: :one_for_one) end)
H.p("one_for_all_temporary", fn -> s = H.s([H.c(:a), H.c(:b, %{}, %{restart: :temporary})], strategy: :one_for_all); Process.exit(H.pid(s, :a), :kill); {H.seen(), Supervisor.count_children(s)} end)
H.p("one_for_all_temp_dies", fn -> s = H.s([H.c(:a), H.c(:b, %{}, %{restart: :temporary})], strategy: :one_for_all); Process.exit(H.pid(s, :b), :kill); {H.seen(), Supervisor.count_children(s)} end)
H.p("sup_ignores_random_msgs", fn -> s = H.s([H.c(:a)]); send(s, :junk); H.all(); Process.alive?(s) end)
H.p("child_start_unlinked", fn -> s = H.s([%{id: :x, start: {GenServer, :start, [W, {:x, self(), %{}}]}}]); Process.exit(H.pid(s, :x), :kill); {H.seen(), (for {n, p, _} <- H.which(s), do: {n, Process.alive?(p)})} end)
H.p("dynsup_max_children", fn -> {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, max_children: 1); {elem(DynamicSupervisor.start_child(s, H.c(:a)), 0), DynamicSupervisor.start_child(s, H.c(:b)), DynamicSupervisor.terminate_child(s, self())} end)
H.p("dynsup_same_id_ok", fn -> {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one); DynamicSupervisor.start_child(s, H.c(:a)); DynamicSupervisor.start_child(s, H.c(:a)); {DynamicSupervisor.count_children(s), (for {i, _, _, _} <- DynamicSupervisor.which_children(s), do: i)} end)
H.p("dynsup_restart", fn -> {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, max_restarts: 1); DynamicSupervisor.start_child(s, H.c(:a)); {:ok, b} = DynamicSupervisor.start_child(s, H.c(:b, %{trap: true})); H.all(30); Process.exit(b, :kill); r = H.seen(); [p | _] = for {_, p, _, _} <- DynamicSupervisor.which_children(s), do: p; Process.exit(p, :kill); {r, length(H.seen())} end)
H.p("dynsup_extra_arguments", fn -> {:ok, s} = DynamicSupervisor.start_link(strategy: :one_for_one, extra_arguments: [fn -> 7 end]); {:ok, p} = DynamicSupervisor.start_child(s, %{id: :x, start: {Agent, :start_link, [[]]}}); a = Agent.get(p, & &1); Process.exit(p, :kill); Process.sleep(50); [{_, q, _, _}] = DynamicSupervisor.which_children(s); {a, Agent.get(q, & &1), p == q} end)
H.p("partition_sup", fn -> {:ok, _} = PartitionSupervisor.start_link(child_spec: {Agent, fn -> 0 end}, name: PS, partitions: 3); a = for k <- 0..5, do: (GenServer.whereis({:via, PartitionSupervisor, {PS, k}})); {PartitionSupervisor.partitions(PS), length(Enum.uniq(a)), Enum.at(a, 0) == Enum.at(a, 3), (for {i, _, _, _} <- PartitionSupervisor.which_children(PS), do: i)} end)
H.p("nested_sup_escalation", fn -> inner = %{id: :in, type: :supervisor, start: {Supervisor, :start_link, [[H.c(:w)], [strategy: :one_for_one, max_restarts: 0]]}}; {:ok, s} = Supervisor.start_link([H.c(:z, %{trap: true}), inner], strategy: :one_for_one); [_, {:start, :w, p}] = H.all(); Process.exit(p, :kill); {H.seen(), Process.alive?(s)} end)
H.p("sup_killed_orphans_die", fn -> s = H.s([H.c(:a), H.c(:b, %{trap: true})]); for n <- [:a, :b], do: Process.monitor(H.pid(s, n)); Process.exit(s, :kill); Enum.sort(H.seen()) end)
