<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Confirmations;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * What persons confirmed: one answer for each item and subject.
 *
 * @phpstan-import-type Attestation from Confirmations
 */
final class Attestations
{
    /** In characters. */
    public const LONGEST_SUBJECT = 255;

    private const TABLE = 'm_ModuleSecurityChecklist_Attestations';
    private const COLUMNS = ['item', 'subject', 'answer', 'note', 'person', 'givenAt', 'expiresAt'];

    private RowsByKey $rows;

    public function __construct(Storage $storage)
    {
        $this->rows = new RowsByKey($storage, self::TABLE, self::COLUMNS, ['item', 'subject']);
    }

    /**
     * @return list<Attestation>
     *
     * @throws CannotStore
     */
    public function all(): array
    {
        $attestations = [];
        foreach ($this->rows->all() as $row) {
            $attestations[] = [
                'item' => $row['item'],
                'subject' => $row['subject'],
                'answer' => $row['answer'],
                'by' => $row['person'],
                'at' => $row['givenAt'],
                'expiresAt' => $row['expiresAt'],
                'note' => $row['note'],
            ];
        }
        return $attestations;
    }

    /**
     * @param Attestation $attestation
     *
     * @return bool false: there are too many
     *
     * @throws CannotStore
     */
    public function put(array $attestation): bool
    {
        return $this->rows->put([
            'item' => $attestation['item'],
            'subject' => $attestation['subject'],
            'answer' => $attestation['answer'],
            'note' => $attestation['note'],
            'person' => $attestation['by'],
            'givenAt' => $attestation['at'],
            'expiresAt' => $attestation['expiresAt'],
        ]);
    }

    /**
     * @return bool whether there was one
     *
     * @throws CannotStore
     */
    public function withdraw(string $item, string $subject): bool
    {
        return $this->rows->withdraw(['item' => $item, 'subject' => $subject]);
    }
}
