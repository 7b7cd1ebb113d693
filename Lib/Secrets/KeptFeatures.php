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
 * @phpstan-import-type SecretFeatures from Features
 */
final class KeptFeatures implements Features
{
    private const PURPOSE = 'features';

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
            $prints = $this->printsOf($secrets);
        } catch (CannotRead $keyless) {
            // Keeping saves time, nothing else.
            return $this->judge->of($secrets);
        }
        $kept = $this->cache->fetch($list, $this->build);
        $places = array_flip($prints);
        $codes = array_intersect_key($kept, $places) + $this->judged($secrets, array_diff_key($places, $kept));
        if ($codes !== $kept) {
            $this->cache->store($list, $this->build, $codes);
        }
        return $this->features($secrets, $prints, $codes);
    }

    /**
     * @param list<Secret> $secrets
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    private function printsOf(array $secrets): array
    {
        $prints = [];
        foreach ($secrets as $secret) {
            $about = $secret->about();
            // Where one text ends and the next begins is told by their lengths in it.
            $prints[] = $this->fingerprints->of(self::PURPOSE, serialize([
                $secret->text(), $about->name, $about->number, $about->mobile, $about->login, $about->email,
                $about->company,
            ]));
        }
        return $prints;
    }

    /**
     * @param list<Secret>           $secrets
     * @param array<int|string, int> $places  of those to be judged, by fingerprint
     *
     * @return array<int|string, string> their codes, by fingerprint
     *
     * @throws CannotRead
     */
    private function judged(array $secrets, array $places): array
    {
        if ($places === []) {
            return [];
        }
        $unjudged = [];
        foreach ($places as $place) {
            $unjudged[] = $secrets[$place];
        }
        $codes = [];
        $judged = $this->judge->of($unjudged);
        foreach (array_keys($places) as $index => $print) {
            $codes[$print] = FeatureCode::encode($judged[$index]);
        }
        return $codes;
    }

    /**
     * @param list<Secret>              $secrets
     * @param list<string>              $prints
     * @param array<int|string, string> $codes
     *
     * @return list<SecretFeatures>
     */
    private function features(array $secrets, array $prints, array $codes): array
    {
        $features = [];
        foreach ($prints as $place => $print) {
            $code = $codes[$print];
            $one = $this->decoded[$code] ??= FeatureCode::decode($code);
            $shared = max(0, $secrets[$place]->shared());
            if ($shared !== 0) {
                $one['shared'] = $shared;
            }
            $features[] = $one;
        }
        return $features;
    }
}
