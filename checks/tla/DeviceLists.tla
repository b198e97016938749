---------------------------- MODULE DeviceLists ----------------------------
(***************************************************************************)
(* Device lists of one account, written from the public facts alone.       *)
(*                                                                         *)
(* A primary (a phone) owns the account.  It certifies companions, each    *)
(* under an index of its own, and signs a list of the indexes in use.      *)
(* Peers have pinned the primary's key.  Everything reaches them through a *)
(* server that shows any object to anybody, in any order, as often as it   *)
(* likes.  At any moment the owner may turn corrupt; from then on it signs *)
(* whatever the server wishes.                                             *)
(*                                                                         *)
(* A peer takes over a list if it passes the rules, and writes to the      *)
(* devices of the list it holds.  Each rule can be dropped, and TLC says   *)
(* which promise falls with it.                                            *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Peers,         \* who writes to the account
    MaxIndex,      \* companions have the indexes 1..MaxIndex; the primary is index 0
    MaxTime,       \* lists carry the times 1..MaxTime; time 0 says that there is no list yet
    OwnerMayTurn,  \* may the owner become corrupt?
    Without        \* the rules that peers do not ask

ASSUME Without \subseteq {"LIST-1", "LIST-3", "LIST-4", "LIST-6", "LIST-7", "FAN-1"}

VARIABLES
    owner,      \* the primary: its last list time, its highest index so far, its companions
    issued,     \* the lists that the honest primary signed
    certified,  \* the certificates that the honest primary signed
    corrupt,    \* does the owner sign anything?
    held,       \* per peer: the list it holds
    mark,       \* per peer: the highest index that any list it held spoke of
    copy,       \* the copy of a message that somebody sent
    first,      \* watched, not used: per peer and time, what it first held for that time
    dropped     \* watched, not used: per peer, the indexes that it saw disappear

vars == <<owner, issued, certified, corrupt, held, mark, copy, first, dropped>>

----------------------------------------------------------------------------
(* Objects.  Each names its signer.  What the server makes up itself, or   *)
(* does not sign at all, is signed by "server".                            *)

Indexes == 1..MaxIndex
Times == 1..MaxTime
Signers == {"primary", "server"}

Lists ==
    [time: Times, high: 0..MaxIndex, valid: SUBSET Indexes, by: Signers]

Certificates ==
    [index: Indexes, key: {"companion", "intruder"}, by: Signers]

NoList == [time |-> 0, high |-> 0, valid |-> {}, by |-> "primary"]

(* Device 0 needs no certificate: its key is the pinned one.               *)
DeviceZero == [index |-> 0, key |-> "pinned", by |-> "primary"]

NoCopy == [to |-> DeviceZero, basis |-> NoList]

Content(list) == [high |-> list.high, valid |-> list.valid]

Highest(set) == IF set = {} THEN 0 ELSE CHOOSE i \in set : \A j \in set : j <= i

(* What the server can show: its own objects always; the primary's only if *)
(* the primary signed them, which a corrupt one does on demand.            *)
CanShowList(list) == list.by = "server" \/ corrupt \/ list \in issued

CanShowCertificate(c) == c.by = "server" \/ corrupt \/ c \in certified

----------------------------------------------------------------------------
(* The honest primary.  A new list is strictly later than the last one     *)
(* (OWN-1).  It may publish as "highest index" anything from the highest   *)
(* one in use to the highest one ever given: public sources differ.        *)

Publish(companions, highest) ==
    \E time \in Times, high \in 0..MaxIndex :
        /\ time > owner.time
        /\ Highest(companions) <= high /\ high <= highest
        /\ owner' = [time |-> time, highest |-> highest, companions |-> companions]
        /\ issued' = issued \cup
               {[time |-> time, high |-> high, valid |-> companions, by |-> "primary"]}

(* A new companion gets the next index, never one that was given (OWN-2).  *)
Approve ==
    LET index == owner.highest + 1 IN
    /\ ~corrupt
    /\ index \in Indexes
    /\ Publish(owner.companions \cup {index}, index)
    /\ certified' = certified \cup {[index |-> index, key |-> "companion", by |-> "primary"]}
    /\ UNCHANGED <<corrupt, held, mark, copy, first, dropped>>

Unlink(index) ==
    /\ ~corrupt
    /\ index \in owner.companions
    /\ Publish(owner.companions \ {index}, owner.highest)
    /\ UNCHANGED <<certified, corrupt, held, mark, copy, first, dropped>>

Refresh ==
    /\ ~corrupt
    /\ Publish(owner.companions, owner.highest)
    /\ UNCHANGED <<certified, corrupt, held, mark, copy, first, dropped>>

(* From here on everything can be shown as signed, so what the owner did   *)
(* while it was honest makes no difference and is forgotten.               *)
Turn ==
    /\ OwnerMayTurn
    /\ ~corrupt
    /\ corrupt' = TRUE
    /\ owner' = [time |-> 0, highest |-> 0, companions |-> {}]
    /\ issued' = {}
    /\ certified' = {}
    /\ UNCHANGED <<held, mark, copy, first, dropped>>

----------------------------------------------------------------------------
(* A peer.  Every rule is asked through Ask, so that it can be dropped.    *)

Ask(rule, answer) == rule \in Without \/ answer

Accept(peer, list) ==
    LET now == held[peer] IN
    /\ CanShowList(list)
    /\ Ask("LIST-1", list.by = "primary")
    /\ Ask("LIST-3", list.time >= now.time)
    /\ Ask("LIST-4", list.time = now.time => Content(list) = Content(now))
    /\ Ask("LIST-6", \A i \in list.valid : i <= list.high)
    /\ Ask("LIST-7", \A i \in list.valid : i \in now.valid \/ i > mark[peer])
    /\ held' = [held EXCEPT ![peer] = list]
    /\ mark' = [mark EXCEPT ![peer] = Highest({@, list.high} \cup list.valid)]
    /\ first' = [first EXCEPT ![peer][list.time] = IF @ = {} THEN {Content(list)} ELSE @]
    /\ dropped' = [dropped EXCEPT ![peer] = @ \cup (now.valid \ list.valid)]
    /\ UNCHANGED <<owner, issued, certified, corrupt, copy>>

(* One copy of a message, to a device that the server proposes.  A message *)
(* is several copies, each by itself.                                      *)
Send(peer, device) ==
    /\ device = DeviceZero \/ CanShowCertificate(device)
    /\ Ask("FAN-1", device = DeviceZero
                    \/ (device.by = "primary" /\ device.index \in held[peer].valid))
    /\ copy' = [to |-> device, basis |-> held[peer]]
    /\ UNCHANGED <<owner, issued, certified, corrupt, held, mark, first, dropped>>

----------------------------------------------------------------------------
Init ==
    /\ owner = [time |-> 0, highest |-> 0, companions |-> {}]
    /\ issued = {}
    /\ certified = {}
    /\ corrupt = FALSE
    /\ held = [p \in Peers |-> NoList]
    /\ mark = [p \in Peers |-> 0]
    /\ copy = NoCopy
    /\ first = [p \in Peers |-> [t \in Times |-> {}]]
    /\ dropped = [p \in Peers |-> {}]

(* A run ends with the copy that it sends.  A copy changes nothing else,   *)
(* so whatever could follow it is also a run without it.                   *)
Next ==
    /\ copy = NoCopy
    /\ \/ Approve
       \/ \E index \in Indexes : Unlink(index)
       \/ Refresh
       \/ Turn
       \/ \E peer \in Peers, list \in Lists : Accept(peer, list)
       \/ \E peer \in Peers, device \in Certificates \cup {DeviceZero} : Send(peer, device)

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* The promises.                                                           *)

(* 1: every copy goes to device 0, or to an index in a list that the       *)
(* pinned key signed, under a certificate that the pinned key signed.      *)
Promise1 ==
    \/ copy.to = DeviceZero
    \/ /\ copy.basis.by = "primary"
       /\ copy.to.index \in copy.basis.valid
       /\ copy.to.by = "primary"

(* 4a: at no two moments does a peer hold two contents for one time.       *)
Promise4a ==
    \A p \in Peers : held[p] = NoList \/ Content(held[p]) \in first[p][held[p].time]

(* 4b: while the pin is honest, peers with equal list times hold equal     *)
(* contents.                                                               *)
Promise4b ==
    ~corrupt =>
        \A p, q \in Peers : held[p].time = held[q].time => Content(held[p]) = Content(held[q])

(* 5: an index that a peer saw disappear is in no list it holds later.     *)
Promise5 == \A p \in Peers : dropped[p] \cap held[p].valid = {}

(* These two must fail, or the promises above would say nothing: a copy    *)
(* reaches a companion that replaced a removed one, and two peers hold one *)
(* list with a companion.                                                  *)
NoCopyAfterRemoval ==
    ~ \E p \in Peers : dropped[p] /= {} /\ copy.to.index > Highest(dropped[p])

NoTwoPeersAgree ==
    ~ \E p, q \in Peers : p /= q /\ held[p] = held[q] /\ held[p].valid /= {}
=============================================================================
