<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Adapters\Sql;
use PDO;
use PDOException;

/**
 * Tables of the module's own database.
 *
 * They are no Phalcon models on purpose. Core opens the database of every module that has models for every page and
 * begins a transaction on each of them with every one of its own: a damaged or locked file of ours would then break
 * saving anything on the PBX, and each page would load five more classes.
 */
final class Tables
{
    /** The names of the columns of each table; `id` comes first by itself. Columns are only ever added. */
    public const COLUMNS = [
        'm_ModuleSecurityChecklist_Attestations' => [
            'item TEXT', 'subject TEXT', 'answer TEXT', 'note TEXT', 'person TEXT', 'givenAt TEXT', 'expiresAt TEXT',
        ],
        'm_ModuleSecurityChecklist_Waivers' => [
            'checkId TEXT', 'finding TEXT', 'reason TEXT', 'person TEXT', 'givenAt TEXT', 'expiresAt TEXT',
        ],
        // Rows are only ever added; each holds the hash of the former one and its own.
        'm_ModuleSecurityChecklist_Journal' => [
            'at TEXT', 'person TEXT', 'address TEXT', 'action TEXT', 'details TEXT', 'former BLOB', 'hash BLOB',
        ],
        // Numbers that a plan can be begun with, once. Hashes of them and of logins only.
        'm_ModuleSecurityChecklist_Nonces' => [
            'hash BLOB', 'person TEXT', 'login TEXT', 'givenAt INTEGER', 'plan TEXT',
            // Numbers of connections: that it was given over, and of a knock at the door, with the address of that.
            'givenOver TEXT', 'door BLOB', 'knockedOver TEXT', 'knockedFrom TEXT',
        ],
        // One value a name: last judged, state of guessing, proofs, what was told.
        'm_ModuleSecurityChecklist_Kept' => ['name TEXT', 'value TEXT'],
        // Keyed hashes of secrets by owner.
        'm_ModuleSecurityChecklist_Secrets' => [
            'owner TEXT', 'fingerprint BLOB', 'firstSeenAt TEXT', 'changedAt TEXT',
        ],
    ];

    /**
     * Makes what is missing, and leaves what is there.
     *
     * @throws PDOException when the file cannot be made or is damaged
     */
    public static function make(string $path): void
    {
        $pdo = new PDO('sqlite:' . $path, null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
        $pdo->exec('BEGIN IMMEDIATE');
        foreach (self::COLUMNS as $table => $columns) {
            $pdo->exec("CREATE TABLE IF NOT EXISTS $table (id INTEGER PRIMARY KEY AUTOINCREMENT)");
            $have = self::columnsOf($pdo, $table);
            foreach ($columns as $column) {
                if (!in_array(explode(' ', $column)[0], $have, true)) {
                    $pdo->exec("ALTER TABLE $table ADD COLUMN $column");
                }
            }
        }
        $pdo->exec('COMMIT');
    }

    /**
     * @return list<string>
     */
    private static function columnsOf(PDO $pdo, string $table): array
    {
        return array_map('strval', array_column(Sql::run($pdo, "SELECT name FROM pragma_table_info('$table')"), 'name'));
    }
}
