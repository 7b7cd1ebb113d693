<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Features;
use Modules\ModuleSecurityChecklist\Lib\Secrets\Secret;

/**
 * Features that say next to nothing; keeps what it was asked, for tests to look at.
 */
final class FakeFeatures implements Features
{
    /** @var list<Secret> */
    public array $asked = [];

    public function of(array $secrets, string $list = ''): array
    {
        $this->asked = array_merge($this->asked, $secrets);
        return array_map(
            static function (Secret $secret): array {
                return [
                    'contains' => [],
                    'dictionary' => false,
                    'digitsOnly' => ctype_digit($secret->text()),
                    'generated' => false,
                    'length' => $secret->text() === '' ? 'empty' : '12+',
                    'missing' => ['special'],
                    'shared' => $secret->shared(),
                    'strong' => false,
                ];
            },
            $secrets
        );
    }
}
