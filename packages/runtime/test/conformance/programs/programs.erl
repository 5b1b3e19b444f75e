%% Runs programs on Erlang/OTP and writes what their processes observed. interpreter.ts is the same in TypeScript; README.md
%% explains the barrier after each step. Usage: programs:main([InFile, OutFile, Repetitions]).
%% In: `{Id, Steps}.` per program. Out: a line `[Id, Trace, Trace, ...]` of JSON per program, with each *different* trace once.
-module(programs).
-export([main/1]).

main([In, Out, Repetitions]) ->
    logger:set_primary_config(level, none),
    {ok, Programs} = file:consult(In),
    {ok, File} = file:open(Out, [write, raw, {delayed_write, 1 bsl 20, 1000}]),
    Times = lists:seq(1, list_to_integer(Repetitions)),
    lists:foreach(
      fun({Id, Steps}) ->
              %% The first time without random yields.
              Traces = lists:usort([run(Steps, Time > 1) || Time <- Times]),
              ok = file:write(File, [$[, integer_to_list(Id), [[$,, Trace] || Trace <- Traces], $], $\n])
      end, Programs),
    ok = file:close(File),
    halt(0).

%% A driver of its own for each run, with a mailbox of its own.
run(Steps, Jitter) ->
    {_, Monitor} = spawn_monitor(fun() -> exit({trace, drive(Steps, Jitter)}) end),
    receive
        {'DOWN', Monitor, process, _, {trace, Trace}} -> iolist_to_binary(Trace);
        {'DOWN', Monitor, process, _, Reason} ->
            iolist_to_binary(json([<<"failed">>, list_to_binary(lists:flatten(io_lib:format("~0p", [Reason])))]))
    end.

%%% The driver ---------------------------------------------------------------------------------------------------------

-record(state, {
          jitter,
          step = 0,
          pids = #{},       % index => pid, the dead too
          indices = #{},    % pid => index
          watches = #{},    % the driver's monitors => index
          dead = #{},       % index => true
          brief = #{},      % indices of processes that were started to end at once
          refs = #{},       % ref => name
          named = #{},      % name of a monitor by name => {owner, registered name, target's index or none}
          %% Of the current step:
          results = [], deaths = [], pongs = #{}, done = false,
          %% What was last written of each process:
          queues = #{}, links = #{}}).

drive(Steps, Jitter) ->
    Driver = self(),
    Pid = spawn(fun() -> participant(0, Driver, Jitter) end),
    State = lists:foldl(fun step/2, {watch(0, Pid, #state{jitter = Jitter}), []}, Steps),
    {Final, Traces} = State,
    Living = living(Final),
    [exit(P, kill) || {_, P} <- Living],
    until(fun(S) -> living(S) =:= [] end, Final),
    json(lists:reverse(Traces)).

watch(Index, Pid, S) ->
    Watch = monitor(process, Pid),
    S#state{pids = (S#state.pids)#{Index => Pid}, indices = (S#state.indices)#{Pid => Index},
            watches = (S#state.watches)#{Watch => Index}}.

living(S) ->
    [{I, P} || {I, P} <- lists:sort(maps:to_list(S#state.pids)), not maps:is_key(I, S#state.dead)].

step({Actor, Ops, Last}, {S0, Traces}) ->
    Number = S0#state.step + 1,
    S1 = S0#state{step = Number, results = [], deaths = [], pongs = #{}, done = false},
    Table = S1#state.pids,
    maps:get(Actor, Table) ! {'$step', Number, Table, Ops, Last},
    Over = fun(S) -> S#state.done orelse dead(Actor, S) end,
    S2 = until(Over, S1),
    %% Whom the actor has signalled has taken it in when it answers to the actor's ping, or has ended.
    Rounds = case S2#state.done of true -> [1, 2]; false -> [1] end,
    S3 = until(fun(S) ->
                       lists:all(fun(I) -> I =:= Actor orelse maps:is_key(I, S#state.brief) orelse dead(I, S) orelse
                                               lists:all(fun(R) -> maps:is_key({I, R}, S#state.pongs) end, Rounds)
                                 end, [I || {I, _} <- living(S)])
               end, S2),
    Brief = [I || I <- maps:keys(S3#state.brief), not maps:is_key(I, S0#state.brief)],
    S4 = until(fun(S) ->
                       lists:all(fun(I) -> dead(I, S) andalso
                                               (dead(Actor, S) orelse maps:is_key({Actor, 100 + I}, S#state.pongs))
                                 end, Brief)
               end, S3),
    S5 = settle(S4),
    {Trace, S6} = collect(S5),
    {S6, [Trace | Traces]}.

dead(Index, S) -> maps:is_key(Index, S#state.dead).

%% Until nobody who lives has a link with, or a monitor of, a process that has ended: then all their signals have arrived.
settle(S) when S#state.dead =:= #{} -> S;
settle(S) -> settle(living(S), S).

settle([], S) -> S;
settle([{Index, Pid} | Rest], S) ->
    case process_info(Pid, [links, monitors]) of
        undefined ->
            settle(until(fun(T) -> dead(Index, T) end, S));
        [{links, Links}, {monitors, Monitors}] ->
            Gone = fun(P) -> case S#state.indices of #{P := I} -> dead(I, S); _ -> false end end,
            Names = [Name || {process, {Name, _}} <- Monitors],
            Expected = [Name || {Owner, Name, Target} <- maps:values(S#state.named), Owner =:= Index,
                                Target =/= none, not dead(Target, S)],
            case lists:any(Gone, Links) orelse lists:any(Gone, [P || {process, P} <- Monitors, is_pid(P)])
                orelse Names -- Expected =/= [] of
                true -> erlang:yield(), settle(S);
                false -> settle(Rest, S)
            end
    end.

collect(S0) ->
    Living = living(S0),
    [P ! {'$collect', S0#state.step} || {_, P} <- Living],
    S = until(fun(T) -> lists:all(fun({I, _}) -> maps:is_key({I, collected}, T#state.pongs) orelse dead(I, T) end, Living) end, S0),
    Seen = [{I, maps:get({I, collected}, S#state.pongs)} || {I, _} <- living(S)],
    Queues = maps:from_list([{I, [message(M, S) || M <- Q]} || {I, {Q, _}} <- Seen]),
    Links = maps:from_list([{I, lists:sort([maps:get(L, S#state.indices, -1) || L <- Ls])} || {I, {_, Ls}} <- Seen]),
    Changed = fun(New, Old) -> [[I, V] || {I, V} <- lists:sort(maps:to_list(New)), maps:get(I, Old, []) =/= V] end,
    Deaths = [[I, reason(R, S)] || {I, R} <- lists:sort(S#state.deaths), not maps:is_key(I, S#state.brief)],
    Results = [result(R, S) || R <- lists:reverse(S#state.results)],
    {[Results, Deaths, Changed(Queues, S#state.queues), Changed(Links, S#state.links)],
     S#state{queues = Queues, links = Links}}.

until(Condition, S) ->
    case Condition(S) of
        true -> S;
        false ->
            %% Only a mistake of a program or of this file ends the wait.
            receive Message -> until(Condition, note(Message, S))
            after 10000 -> exit({stuck, S#state.step, S#state.dead, S#state.pongs})
            end
    end.

note({'DOWN', Watch, process, _, Reason}, S) ->
    #{Watch := Index} = S#state.watches,
    S#state{dead = (S#state.dead)#{Index => true}, deaths = [{Index, Reason} | S#state.deaths]};
note({'$result', Result}, S) -> S#state{results = [Result | S#state.results]};
note({'$spawned', From, Index, Pid, Brief}, S0) ->
    S = watch(Index, Pid, S0),
    From ! '$watched',
    case Brief of
        true -> S#state{brief = (S#state.brief)#{Index => true}};
        false -> S
    end;
note({'$monitor', Name, Ref}, S) -> S#state{refs = (S#state.refs)#{Ref => Name}};
note({'$named', Name, Owner, Registered, Target}, S) ->
    Index = case Target of undefined -> none; _ -> maps:get(Target, S#state.indices) end,
    S#state{named = (S#state.named)#{Name => {Owner, Registered, Index}}};
note({'$demonitor', Name}, S) -> S#state{named = maps:remove(Name, S#state.named)};
note({'$done', Number}, S) when Number =:= S#state.step -> S#state{done = true};
note({'$pong', Number, Round, Index}, S) when Number =:= S#state.step ->
    S#state{pongs = (S#state.pongs)#{{Index, Round} => true}};
note({'$collected', Number, Index, Queue, Links}, S) when Number =:= S#state.step ->
    S#state{pongs = (S#state.pongs)#{{Index, collected} => {Queue, Links}}};
note({'$pong', _, _, _}, S) -> S.

%%% What is written of terms -------------------------------------------------------------------------------------------

message({'EXIT', Pid, Reason}, S) -> ['EXIT', plain(Pid, S), reason(Reason, S)];
message({'DOWN', Ref, process, Object, Reason}, S) ->
    ['DOWN', plain(Ref, S), process, case Object of {Name, _} -> Name; Pid -> plain(Pid, S) end, reason(Reason, S)];
message(Message, S) -> plain(Message, S).

result({messages, Messages}, S) -> [messages | [message(M, S) || M <- Messages]];
result({message, Message}, S) -> [message, message(Message, S)];
result(Result, S) -> plain(Result, S).

reason({Reason, [{_, _, _, _} | _]}, S) -> reason_of_error(Reason, S);
reason({Reason, []}, S) -> reason_of_error(Reason, S);
reason(Reason, S) -> plain(Reason, S).

reason_of_error({nocatch, Value}, S) -> [nocatch, plain(Value, S)];
reason_of_error(Reason, S) -> [error, plain(Reason, S)].

plain(Pid, S) when is_pid(Pid) ->
    case S#state.indices of #{Pid := I} -> list_to_binary("p" ++ integer_to_list(I)); _ -> <<"unknown pid">> end;
plain(Ref, S) when is_reference(Ref) -> maps:get(Ref, S#state.refs, <<"unknown ref">>);
plain(Tuple, S) when is_tuple(Tuple) -> [plain(T, S) || T <- tuple_to_list(Tuple)];
plain(Term, _) when is_atom(Term); is_integer(Term) -> Term.

json(true) -> "true";
json(false) -> "false";
json(Atom) when is_atom(Atom) -> json(atom_to_binary(Atom));
json(Number) when is_integer(Number) -> integer_to_list(Number);
json(Text) when is_binary(Text) -> [$", [case C of $" -> "\\\""; $\\ -> "\\\\"; _ -> C end || <<C>> <= Text], $"];
json(List) when is_list(List) -> [$[, lists:join($,, [json(T) || T <- List]), $]].

%%% A process of a program ---------------------------------------------------------------------------------------------

participant(Index, Driver, Jitter) ->
    put(index, Index),
    put(driver, Driver),
    put(jitter, Jitter),
    loop().

loop() ->
    receive
        {'$step', Number, Table, Ops, Last} ->
            put(step, Number),
            put(pids, Table),
            [perform(Op, fun report/1) || Op <- Ops],
            ping(1),
            case Last of
                none -> ok;
                _ -> perform(Last, fun(_) -> ok end)
            end,
            ping(2),
            tell({'$done', Number}),
            loop();
        {'$ping', Number, Round} ->
            jitter(),
            tell({'$pong', Number, Round, get(index)}),
            loop();
        {'$collect', Number} ->
            {messages, Queue} = process_info(self(), messages),
            {links, Links} = process_info(self(), links),
            tell({'$collected', Number, get(index), [M || M <- Queue, element(1, M) =/= '$ping'], Links}),
            loop()
    end.

tell(Message) -> get(driver) ! Message.
report(Result) -> tell({'$result', Result}).
ping(Round) -> [P ! {'$ping', get(step), Round} || P <- maps:values(get(pids)), P =/= self()].

jitter() ->
    case get(jitter) of
        true -> [erlang:yield() || _ <- lists:seq(2, rand:uniform(4))];
        false -> ok
    end.

perform(Op, Report) -> jitter(), op(Op, Report).

pid(Index) -> maps:get(Index, get(pids)).
spawned(Index, Pid, Brief) ->
    put(pids, (get(pids))#{Index => Pid}),
    tell({'$spawned', self(), Index, Pid, Brief}),
    receive '$watched' -> ok end.
ref(Name) -> get({ref, Name}).
monitored(Name, Ref) -> put({ref, Name}, Ref), tell({'$monitor', Name, Ref}).

badarg(Fun) -> try Fun() catch error:badarg -> badarg end.

op([spawn, Kind, Index, Monitor], Report) ->
    {Driver, Jitter} = {get(driver), get(jitter)},
    start(Kind, Index, Monitor, false, fun() -> participant(Index, Driver, Jitter) end),
    Report(ok);
op([run, Kind, Index, Monitor, Numbers, How, Reason], Report) ->
    {Parent, Driver, Step, Jitter} = {self(), get(driver), get(step), get(jitter)},
    start(Kind, Index, Monitor, true,
          fun() ->
                  put(jitter, Jitter),
                  put(driver, Driver),
                  [begin jitter(), Parent ! {a, N} end || N <- Numbers],
                  Parent ! {'$ping', Step, 100 + Index},
                  jitter(),
                  die(How, Reason)
          end),
    Report(ok);
op([send, To, Tag, Number], Report) -> pid(To) ! {Tag, Number}, Report(ok);
op([sendName, Name, Tag, Number], Report) -> Report(badarg(fun() -> Name ! {Tag, Number}, ok end));
op([link, To], Report) ->
    %% OTP throws noproc only where looking up costs nothing; the caller ends in any case.
    try link(pid(To)) catch error:noproc -> exit(noproc) end,
    Report(ok);
op([unlink, To], Report) -> unlink(pid(To)), Report(ok);
op([monitor, To, Name], Report) -> monitored(Name, monitor(process, pid(To))), Report(ok);
op([monitorName, Registered, Name, _], Report) ->
    tell({'$named', Name, get(index), Registered, whereis(Registered)}),
    monitored(Name, monitor(process, Registered)),
    Report(ok);
op([demonitor, Name, How], Report) ->
    Options = case How of plain -> []; flush -> [flush]; info -> [info]; flushInfo -> [flush, info] end,
    Result = demonitor(ref(Name), Options),
    tell({'$demonitor', Name}),
    Report(Result);
op([demonitorUnknown], Report) -> Report(demonitor(make_ref()));
op([trap, On], Report) -> Report(process_flag(trap_exit, On));
op([exit, To, Reason], Report) -> exit(pid(To), term(Reason)), Report(ok);
op([die, How, Reason], _) -> die(How, Reason);
op([catchExit, Reason], Report) -> Report(try exit(term(Reason)) catch exit:_ -> caught end);
op([register, To, Name], Report) -> Report(badarg(fun() -> register(Name, pid(To)) end));
op([unregister, Name], Report) -> Report(badarg(fun() -> unregister(Name) end));
op([whereis, Name], Report) -> Report(whereis(Name));
op([alive, To], Report) -> Report(is_process_alive(pid(To)));
op([uncaught, [sendName, Name, Tag, Number]], Report) -> Name ! {Tag, Number}, Report(ok);
op([uncaught, [register, To, Name]], Report) -> Report(register(Name, pid(To)));
op([uncaught, [unregister, Name]], Report) -> Report(unregister(Name));
op(['receive', Pattern], Report) ->
    Report(case take(Pattern) of timeout -> timeout; Message -> {message, Message} end);
op([drain], Report) -> Report({messages, drain()}).

start(plain, Index, _, Brief, Fun) -> spawned(Index, spawn(Fun), Brief);
start(link, Index, _, Brief, Fun) -> spawned(Index, spawn_link(Fun), Brief);
start(monitor, Index, Monitor, Brief, Fun) ->
    {Pid, Ref} = spawn_monitor(Fun),
    spawned(Index, Pid, Brief),
    monitored(Monitor, Ref).

%% The interpreter's own messages stay where they are.
take([any]) ->
    receive
        {a, _} = M -> M;
        {b, _} = M -> M;
        {'EXIT', _, _} = M -> M;
        {'DOWN', _, _, _, _} = M -> M
    after 0 -> timeout
    end;
take([tag, Tag]) -> receive M when element(1, M) =:= Tag -> M after 0 -> timeout end;
take([either, One, Other]) ->
    receive
        M when element(1, M) =:= One -> M;
        M when element(1, M) =:= Other -> M
    after 0 -> timeout
    end;
take([number, Tag, Number]) -> receive {Tag, Number} = M -> M after 0 -> timeout end;
take([exitOf, Index]) -> Pid = pid(Index), receive {'EXIT', Pid, _} = M -> M after 0 -> timeout end;
take([down, Name]) -> Ref = ref(Name), receive {'DOWN', Ref, _, _, _} = M -> M after 0 -> timeout end.

drain() -> case take([any]) of timeout -> []; M -> [M | drain()] end.

die(exit, Reason) -> exit(term(Reason));
die(error, Reason) -> error(term(Reason));
die(throw, Reason) -> throw(term(Reason));
die(return, _) -> exit(normal).

term(List) when is_list(List) -> list_to_tuple(List);
term(Term) -> Term.
