"""App state: a few settings that all devices of one account share, as patches that a server keeps.

The bytes of keys in use, mutations and patches are those of `mdaudit.spec.objects.app_state`. Here
is what a client does with them: how a key travels, what a setting says, how the next patch is
made, and the roles that ask the steps.

**A new key comes with a patch that sets everything again.** It removes each value under the key
that the value was under, and sets it under the new one. To whoever goes on, it is the next patch,
and the hash proves that nothing else changed. To a new companion, which has no older key, it is the
snapshot that it starts from: removing what is not there changes nothing, and what is set is all
there is. So one row of patches is enough, and no device needs a key from before it came.

Reading order: `shared_key`, `settings`, `kept` (the state of one device), `patching`, `described`,
`owner` (the primary's role), `replica` (a companion's).
"""
