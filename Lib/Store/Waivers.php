<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Problems that persons accepted: one waiver for each check and finding.
 *
 * @phpstan-import-type Waiver from Confirmations
 */
final class Waivers
{
    /** In characters. */
    public const LONGEST_FINDING = 255;

    private const TABLE = 'm_ModuleSecurityChecklist_Waivers';
    private const COLUMNS = ['checkId', 'finding', 'reason', 'person', 'givenAt', 'expiresAt'];

    private RowsByKey $rows;

    public function __construct(Storage $storage)
    {
        $this->rows = new RowsByKey($storage, self::TABLE, self::COLUMNS, ['checkId', 'finding']);
    }

    /**
     * @return list<Waiver>
     *
     * @throws CannotStore
     */
    public function all(): array
    {
        $waivers = [];
        foreach ($this->rows->all() as $row) {
            $waivers[] = [
                'check' => $row['checkId'],
                'finding' => $row['finding'],
                'reason' => $row['reason'],
                'by' => $row['person'],
                'at' => $row['givenAt'],
                'expiresAt' => $row['expiresAt'],
            ];
        }
        return $waivers;
    }

    /**
     * @param Waiver $waiver
     *
     * @return bool false: there are too many
     *
     * @throws CannotStore
     */
    public function put(array $waiver): bool
    {
        return $this->rows->put([
            'checkId' => $waiver['check'],
            'finding' => $waiver['finding'],
            'reason' => $waiver['reason'],
            'person' => $waiver['by'],
            'givenAt' => $waiver['at'],
            'expiresAt' => $waiver['expiresAt'],
        ]);
    }

    /**
     * @return bool whether there was one
     *
     * @throws CannotStore
     */
    public function withdraw(string $check, string $finding): bool
    {
        return $this->rows->withdraw(['checkId' => $check, 'finding' => $finding]);
    }
}
