<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts\Names;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * What names stood for when they were last looked up.
 *
 * @phpstan-import-type History from NameHistory
 */
final class KeptNames
{
    private const NAME = 'provider-hosts';

    private Kept $kept;

    public function __construct(Kept $kept)
    {
        $this->kept = $kept;
    }

    /**
     * @return array<string, History> by name
     *
     * @throws CannotRead
     */
    public function all(): array
    {
        try {
            $kept = $this->kept->get(self::NAME) ?? [];
        } catch (CannotStore $damaged) {
            throw new CannotRead(CannotRead::FAILED, 'module database');
        }
        $histories = [];
        foreach ($kept as $name => $history) {
            $histories[(string) $name] = NameHistory::read((string) $name, is_array($history) ? $history : []);
        }
        return $histories;
    }

    /**
     * @param array<string, History> $histories by name
     *
     * @throws CannotStore
     */
    public function put(array $histories): void
    {
        $this->kept->put(self::NAME, $histories);
    }
}
