<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Store;

use Modules\ModuleSecurityChecklist\Lib\Store\Tables;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PDO;
use PDOException;
use PHPUnit\Framework\TestCase;

final class TablesTest extends TestCase
{
    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        $this->folder = new TemporaryFolder();
    }

    protected function tearDown(): void
    {
        $this->folder->remove();
    }

    public function testMakesWhatIsMissing(): void
    {
        Tables::make($this->path());
        foreach (Tables::COLUMNS as $table => $columns) {
            $names = array_map(
                static function (string $column): string {
                    return explode(' ', $column)[0];
                },
                $columns
            );
            self::assertSame(array_merge(['id'], $names), $this->columns($table));
        }
    }

    public function testLeavesWhatAFormerVersionKept(): void
    {
        $pdo = $this->open();
        $pdo->exec('CREATE TABLE m_ModuleSecurityChecklist_Kept (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, old TEXT)');
        $pdo->exec("INSERT INTO m_ModuleSecurityChecklist_Kept (name, old) VALUES ('key', 'kept')");
        Tables::make($this->path());
        Tables::make($this->path());
        self::assertSame(['id', 'name', 'old', 'value'], $this->columns('m_ModuleSecurityChecklist_Kept'));
        $kept = $this->open()->query('SELECT name, old, value FROM m_ModuleSecurityChecklist_Kept');
        self::assertNotFalse($kept);
        self::assertSame(['name' => 'key', 'old' => 'kept', 'value' => null], $kept->fetch(PDO::FETCH_ASSOC));
    }

    public function testSaysWhenTheFileIsDamaged(): void
    {
        file_put_contents($this->path(), str_repeat('no database ', 100));
        $this->expectException(PDOException::class);
        Tables::make($this->path());
    }

    private function path(): string
    {
        return $this->folder->path('module.db');
    }

    private function open(): PDO
    {
        return new PDO('sqlite:' . $this->path(), null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    }

    /**
     * @return array<mixed>
     */
    private function columns(string $table): array
    {
        $statement = $this->open()->query("SELECT name FROM pragma_table_info('$table')");
        self::assertNotFalse($statement);
        return (array) $statement->fetchAll(PDO::FETCH_COLUMN);
    }
}
