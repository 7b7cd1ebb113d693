<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Core;

use Phalcon\Assets\Collection;
use Phalcon\Assets\Manager;

/**
 * Scripts of one page, as Core's view would write them.
 */
final class FakeAssets extends Manager
{
    /** @var array<string, FakeCollection> */
    public array $collections = [];

    public function collection(string $name): Collection
    {
        return $this->collections[$name] = $this->collections[$name] ?? new FakeCollection();
    }

    /**
     * @return array<string, list<string>> paths by collection
     */
    public function paths(): array
    {
        return array_map(static function (FakeCollection $collection): array {
            return array_keys($collection->scripts);
        }, $this->collections);
    }
}
