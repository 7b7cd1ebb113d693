<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Whether the journal is as it was written. Whoever can write the database can make the whole chain anew; whoever kept
 * the newest hash elsewhere notices that, too.
 *
 * @phpstan-type Verdict array{holds: bool, rows: int, chained: int, head: string|null, brokenAt: int|null}
 */
final class JournalChain
{
    /** In place of a former row. */
    public const BEGIN = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

    private const TABLE = 'm_ModuleSecurityChecklist_Journal';
    private const FIELDS = ['at', 'person', 'address', 'action', 'details'];
    private const AT_ONCE = 500;

    private Storage $storage;

    public function __construct(Storage $storage)
    {
        $this->storage = $storage;
    }

    /**
     * 32 raw bytes.
     *
     * @param array<string, string|null> $row
     */
    public static function hash(string $former, array $row): string
    {
        $text = $former;
        foreach (self::FIELDS as $name) {
            // Lengths keep one field from running into the next.
            $value = (string) ($row[$name] ?? '');
            $text .= strlen($value) . ':' . $value;
        }
        return hash('sha256', $text, true);
    }

    /**
     * `brokenAt`: id of the first row that does not fit, or that is missing at the end.
     *
     * @return Verdict
     *
     * @throws CannotStore
     */
    public function verify(): array
    {
        $verdict = ['holds' => true, 'rows' => 0, 'chained' => 0, 'head' => null, 'brokenAt' => null];
        $last = 0;
        $former = null;
        do {
            $rows = $this->storage->rows(
                'SELECT * FROM ' . self::TABLE . ' WHERE id > :last ORDER BY id LIMIT ' . self::AT_ONCE,
                ['last' => $last]
            );
            foreach ($rows as $row) {
                $last = (int) $row['id'];
                $verdict['rows']++;
                $hash = (string) $row['hash'];
                if ($former === null && $hash === '') {
                    continue;
                }
                $isFit = (string) $row['former'] === ($former ?? self::BEGIN)
                    && $hash === self::hash((string) $row['former'], $row);
                if (!$isFit) {
                    return ['holds' => false, 'brokenAt' => $last] + $verdict;
                }
                $former = $hash;
                $verdict['chained']++;
                $verdict['head'] = bin2hex($hash);
            }
        } while ($rows !== []);
        $given = $this->storage->rows('SELECT seq FROM sqlite_sequence WHERE name = :name', ['name' => self::TABLE]);
        if ((int) ($given[0]['seq'] ?? $last) > $last) {
            return ['holds' => false, 'brokenAt' => $last + 1] + $verdict;
        }
        return $verdict;
    }
}
