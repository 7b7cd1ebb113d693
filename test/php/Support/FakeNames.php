<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Names;

/**
 * The names of a small world.
 */
final class FakeNames implements Names
{
    /** @var array<string, list<string>> */
    public array $servers = [];
    /** @var array<string, list<string>> */
    public array $addresses = [];
    public bool $broken = false;
    /** @var list<string> names that were asked for */
    public array $asked = [];

    public function servers(string $service): array
    {
        return $this->servers[$service] ?? [];
    }

    public function addresses(string $name): array
    {
        $this->asked[] = $name;
        if ($this->broken) {
            throw new CannotRead(CannotRead::FAILED, 'DNS');
        }
        return $this->addresses[$name] ?? [];
    }
}
