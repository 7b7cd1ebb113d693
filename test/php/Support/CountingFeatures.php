<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;

/**
 * Hands on, and keeps the texts it was asked about.
 */
final class CountingFeatures implements Features
{
    /** @var list<string> */
    public array $asked = [];

    private Features $features;

    public function __construct(Features $features)
    {
        $this->features = $features;
    }

    public function of(array $secrets, string $list = ''): array
    {
        foreach ($secrets as $secret) {
            $this->asked[] = $secret->text();
        }
        return $this->features->of($secrets, $list);
    }
}
