<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use Modules\ModuleSecurityChecklist\Lib\Core\Plans\KeyMemory;
use PHPUnit\Framework\TestCase;

final class KeyMemoryTest extends TestCase
{
    /**
     * Core's cache gives names with what it puts before them, and takes them without.
     */
    public function testWhatKeysMayDoIsForgottenAndNothingElse(): void
    {
        $cache = new class () {
            /** @var array<string, string> */
            public array $values = [];

            /** @return list<string> */
            public function getKeys(string $prefix): array
            {
                return array_values(array_filter(array_keys($this->values), static function (string $name) use ($prefix): bool {
                    return strpos($name, "_PH_MANAGED_CACHE:$prefix") === 0;
                }));
            }

            public function delete(string $name): bool
            {
                unset($this->values["_PH_MANAGED_CACHE:$name"]);
                return true;
            }
        };
        $others = [
            '_PH_MANAGED_CACHE:bearer_tokens:last_used:1' => '1', '_PH_MANAGED_CACHE:bearer_tokens:last_used:1:sync' => '2',
            '_PH_MANAGED_CACHE:other' => '3',
        ];
        $cache->values = $others + ['_PH_MANAGED_CACHE:bearer_tokens:' . md5('one') => '4', '_PH_MANAGED_CACHE:bearer_tokens:' . md5('two') => '5'];
        KeyMemory::forget($cache);
        self::assertSame($others, $cache->values);
    }

    public function testWithoutACacheNothingHappens(): void
    {
        KeyMemory::forget(null);
        KeyMemory::forget(new \stdClass());
        $this->expectNotToPerformAssertions();
    }
}
