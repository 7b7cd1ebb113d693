<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\FeatureCache;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * Judges only what was not judged before. Kept are keyed fingerprints of secrets with what is known of their owners,
 * and their features; of each list what its last asking used, no more.
 *
 * An entry is about neighbours: first the fingerprints of all of them, then all features in the same order. Only where
 * neighbours are not found together, each secret is looked up by its own fingerprint.
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class KeptFeatures implements Features
{
    private const OF_EACH = Fingerprints::LENGTH + FeatureCode::LENGTH;

    private Features $judge;
    private Fingerprints $fingerprints;
    private FeatureCache $cache;
    private string $build;
    /** @var array<string, SecretFeatures> by their code */
    private array $decoded = [];

    /**
     * @param string $build of this module: with another dictionary or other code the same secret may be judged otherwise
     */
    public function __construct(Features $judge, Fingerprints $fingerprints, FeatureCache $cache, string $build)
    {
        $this->judge = $judge;
        $this->fingerprints = $fingerprints;
        $this->cache = $cache;
        $this->build = $build;
    }

    public function of(array $secrets, string $list = ''): array
    {
        if ($list === '') {
            return $this->judge->of($secrets);
        }
        try {
            $groups = Neighbours::among($secrets, $this->fingerprints);
        } catch (CannotRead $keyless) {
            // Keeping saves time, nothing else.
            return $this->judge->of($secrets);
        }
        $kept = $this->cache->fetch($list, $this->build);
        $entries = [];
        $strangers = [];
        foreach ($groups as $group) {
            if (isset($kept[$group->print])) {
                $entries[$group->print] = $kept[$group->print];
            } else {
                $strangers[] = $group;
            }
        }
        if ($strangers !== [] || count($entries) !== count($kept)) {
            $entries += $this->entriesOf($strangers, array_diff_key($kept, $entries));
            $this->cache->store($list, $this->build, $entries);
        }
        $features = [];
        foreach ($groups as $group) {
            $codes = substr($entries[$group->print], count($group->secrets) * Fingerprints::LENGTH);
            foreach ($group->secrets as $place => $secret) {
                $features[] = $this->decode(
                    substr($codes, $place * FeatureCode::LENGTH, FeatureCode::LENGTH),
                    max(0, $secret->shared())
                );
            }
        }
        return $features;
    }

    /**
     * @param list<Neighbours>          $strangers
     * @param array<int|string, string> $former    entries whose neighbours are together no more
     *
     * @return array<int|string, string>
     *
     * @throws CannotRead
     */
    private function entriesOf(array $strangers, array $former): array
    {
        $codes = self::codesIn($former);
        $prints = [];
        $unjudged = [];
        foreach ($strangers as $index => $group) {
            $prints[$index] = $group->prints($this->fingerprints);
            foreach ($prints[$index] as $place => $print) {
                if (!isset($codes[$print])) {
                    $unjudged[$print] = $group->secrets[$place];
                }
            }
        }
        $judged = $this->judge->of(array_values($unjudged));
        foreach (array_keys($unjudged) as $place => $print) {
            $codes[$print] = FeatureCode::encode($judged[$place]);
        }
        $entries = [];
        foreach ($strangers as $index => $group) {
            $ofAll = '';
            foreach ($prints[$index] as $print) {
                $ofAll .= $codes[$print];
            }
            $entries[$group->print] = implode('', $prints[$index]) . $ofAll;
        }
        return $entries;
    }

    /**
     * @param array<int|string, string> $kept
     *
     * @return array<int|string, string> by the fingerprint of each
     */
    private static function codesIn(array $kept): array
    {
        $codes = [];
        foreach ($kept as $entry) {
            $count = intdiv(strlen($entry), self::OF_EACH);
            $ofAll = substr($entry, $count * Fingerprints::LENGTH);
            for ($place = 0; $place < $count; $place++) {
                $print = substr($entry, $place * Fingerprints::LENGTH, Fingerprints::LENGTH);
                $codes[$print] = substr($ofAll, $place * FeatureCode::LENGTH, FeatureCode::LENGTH);
            }
        }
        return $codes;
    }

    /**
     * @return SecretFeatures
     */
    private function decode(string $code, int $shared): array
    {
        $features = $this->decoded[$code] ??= FeatureCode::decode($code);
        if ($shared !== 0) {
            $features['shared'] = $shared;
        }
        return $features;
    }
}
