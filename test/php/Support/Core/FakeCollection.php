<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Core;

use Phalcon\Assets\Collection;

/**
 * Keeps what is added; a path once, as both versions of Phalcon do.
 */
final class FakeCollection extends Collection
{
    /** @var array<string, array{mixed, array<string, string>}> whether it is local, and its attributes, by path */
    public array $scripts = [];

    public function addJs(string $path, $local = null, bool $filter = true, $attributes = []): Collection
    {
        $this->scripts += [$path => [$local, $attributes]];
        return $this;
    }
}
