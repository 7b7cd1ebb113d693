<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\CanonicalJson;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Facts\Json;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What may be said about the secrets of accounts, AMI and ARI users and providers that register here. The secrets
 * themselves live in here only, and are gone when this returns.
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class SecretsPart implements DatabasePart
{
    private const NAME = 'secrets';

    /** So many different features are remembered. */
    private const MOSTLY = 16;

    private SecretRows $rows;
    private Features $features;
    /** @var list<array{SecretFeatures, string}> with their JSON */
    private array $written = [];

    public function __construct(SecretRows $rows, Features $features)
    {
        $this->rows = $rows;
        $this->features = $features;
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function read(): array
    {
        $owned = $this->rows->all();
        $users = array_count_values(array_column($owned, 'secret'));
        $owners = [];
        $secrets = [];
        foreach ($owned as ['owner' => $owner, 'secret' => $secret, 'about' => $about]) {
            $owners[] = $owner;
            $secrets[] = new Secret($secret, $about, $users[$secret] - 1);
        }
        $rows = [];
        foreach ($this->features->of($secrets, self::NAME) as $index => $features) {
            $owner = CanonicalJson::text($owners[$index]);
            $rows[] = new Json('{"features":' . $this->written($features) . ',"owner":' . $owner . '}');
        }
        return $rows;
    }

    /**
     * Thousands of secrets have but a few different features.
     *
     * @phpstan-param SecretFeatures $features
     */
    private function written(array $features): string
    {
        foreach ($this->written as [$known, $json]) {
            if ($known === $features) {
                return $json;
            }
        }
        $json = CanonicalJson::encode($features);
        if (count($this->written) < self::MOSTLY) {
            $this->written[] = [$features, $json];
        }
        return $json;
    }
}
