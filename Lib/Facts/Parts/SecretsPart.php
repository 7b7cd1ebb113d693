<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Parts;

use Modules\ModuleSecurityChecklist\Lib\Facts\Database\SecretRows;
use Modules\ModuleSecurityChecklist\Lib\Facts\DatabasePart;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * What may be said about the secrets of accounts, AMI and ARI users and providers that register here. The secrets
 * themselves live in here only, and are gone when this returns.
 */
final class SecretsPart implements DatabasePart
{
    private const NAME = 'secrets';

    private SecretRows $rows;
    private Features $features;

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
        $parts = [];
        foreach ($this->features->of($secrets, self::NAME) as $index => $features) {
            $parts[] = ['features' => $features, 'owner' => $owners[$index]];
        }
        return $parts;
    }
}
