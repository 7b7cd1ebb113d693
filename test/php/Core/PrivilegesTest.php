<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Core;

use Modules\ModuleSecurityChecklist\Lib\Adapters\Tree;
use Modules\ModuleSecurityChecklist\Test\Support\TemporaryFolder;
use PHPUnit\Framework\TestCase;

/**
 * Only root has something to drop.
 *
 * @group system
 */
final class PrivilegesTest extends TestCase
{
    private TemporaryFolder $folder;

    protected function setUp(): void
    {
        if (posix_geteuid() !== 0) {
            self::markTestSkipped('needs root');
        }
        $this->folder = new TemporaryFolder();
        mkdir($this->folder->path('modules/ModuleSecurityChecklist'), 0700, true);
        mkdir($this->folder->path('ModuleSecurityChecklist'));
    }

    protected function tearDown(): void
    {
        if (isset($this->folder)) {
            Tree::remove($this->folder->path(''));
        }
    }

    public function testGroupsAreDroppedToo(): void
    {
        $nobody = posix_getpwnam('nobody');
        self::assertIsArray($nobody);
        chown($this->folder->path('ModuleSecurityChecklist'), $nobody['uid']);
        chgrp($this->folder->path('ModuleSecurityChecklist'), $nobody['gid']);
        [$user, $effective, $group, $effectiveGroup, $groups] = (array) $this->drop();
        self::assertSame([$nobody['uid'], $nobody['uid'], $nobody['gid'], $nobody['gid']], [$user, $effective, $group, $effectiveGroup]);
        self::assertNotContains(0, (array) $groups);
    }

    public function testWhereThereIsNobodyToBecomeNothingIsDone(): void
    {
        self::assertSame('the web server has no user', $this->drop(), 'root');
        chown($this->folder->path('ModuleSecurityChecklist'), 61234);
        self::assertSame('the web server has no user', $this->drop(), 'an unknown one');
    }

    /**
     * @return mixed
     */
    private function drop()
    {
        $words = [PHP_BINARY, __DIR__ . '/../drop-privileges.php', $this->folder->path('modules/ModuleSecurityChecklist')];
        return json_decode((string) shell_exec(implode(' ', array_map('escapeshellarg', $words))), true);
    }
}
