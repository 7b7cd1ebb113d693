<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * What is known of a password that was once seen: its features, and the fingerprint of the stored value that it belongs
 * to.
 *
 * @phpstan-import-type Proof from LoginKnowledge
 * @phpstan-import-type SecretFeatures from Features
 */
final class Proofs
{
    private const PURPOSE = 'proof';
    private const BY = ['action', 'person'];

    private Storage $storage;
    private Kept $kept;
    private StoredPrints $prints;
    private Clock $clock;

    public function __construct(Storage $storage, Fingerprints $fingerprints, Clock $clock)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
        $this->prints = new StoredPrints($fingerprints);
        $this->clock = $clock;
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     * @phpstan-param SecretFeatures                          $features
     * @phpstan-param 'action'|'person'                       $by
     *
     * @param Secret $stored value of the setting, as the password was compared with or is now stored as
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function keep(string $which, Secret $stored, array $features, string $by): void
    {
        $proof = ['at' => $this->clock->now()->format(DATE_ATOM), 'by' => $by, 'features' => $features];
        $print = $this->prints->of(self::PURPOSE, $which, $stored);
        $this->storage->atOnce(function () use ($which, $proof, $print): void {
            $this->kept->put("proof.$which", $proof);
            $this->kept->putBytes("proof.$which.of", $print);
        });
    }

    /**
     * @phpstan-param LoginKnowledge::WEB|LoginKnowledge::SSH $which
     *
     * @return Proof|null
     *
     * @throws CannotStore
     * @throws CannotRead
     */
    public function of(string $which, Secret $stored): ?array
    {
        $kept = $this->kept->get("proof.$which") ?? [];
        $at = $kept['at'] ?? null;
        $by = $kept['by'] ?? null;
        $features = $kept['features'] ?? null;
        if (!is_string($at) || !in_array($by, self::BY, true) || !is_array($features)) {
            return null;
        }
        /** @var SecretFeatures $features */
        $print = (string) $this->kept->bytes("proof.$which.of");
        $isCurrent = hash_equals($this->prints->of(self::PURPOSE, $which, $stored), $print);
        return ['at' => $at, 'by' => $by, 'current' => $isCurrent, 'features' => $features];
    }
}
