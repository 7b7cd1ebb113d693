<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\StoredLogins;
use Modules\ModuleSecurityChecklist\Lib\Facts\PasswordStorage;
use Modules\ModuleSecurityChecklist\Lib\Ports\PasswordProof;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Compares what a person typed with what is stored, plain or as a hash. Of a match only its features stay.
 */
final class Prover implements PasswordProof
{
    private StoredLogins $logins;
    private Features $features;
    private Proofs $proofs;
    private Tries $tries;

    public function __construct(StoredLogins $logins, Features $features, Proofs $proofs, Tries $tries)
    {
        $this->logins = $logins;
        $this->features = $features;
        $this->proofs = $proofs;
        $this->tries = $tries;
    }

    public function prove(string $which, Secret $typed, string $by = self::BY_PERSON): array
    {
        $login = $this->logins->of($which);
        if ($login->stored()->text() === '' || $login->storage() === PasswordStorage::UNKNOWN) {
            return ['state' => 'nothing-to-compare'];
        }
        // Before comparing, so that of two at once only one has the last try.
        $wait = $this->tries->take();
        if ($wait > 0) {
            return ['state' => 'too-many-tries', 'waitSeconds' => $wait];
        }
        if (!PasswordCheck::matches($login, $typed)) {
            return ['state' => 'not-matched'];
        }
        $features = $this->features->of([new Secret($typed->text(), $login->stored()->about(), 0)])[0];
        $this->proofs->keep($which, $login->stored(), $features, $by);
        return ['state' => 'matched'];
    }
}
